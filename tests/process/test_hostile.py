"""A worker that writes what cannot be into mptui's pipe or memory ends neither mptui nor the program, and is named."""

import os
import signal
import subprocess
import sys

import pytest

from live import live
from mptui import events as ev
from vocabulary import METHODS, watch

SAID = {
    "far": ("odd", "a time outside the run"),
    "stray": ("odd", "more stray output than there is"),
    "pid": ("claims", "its process id is 1, which is none of the program's"),
    "garbage": (None, "bytes that are no record"),
    "zeros": (None, "bytes that are no record"),
    "small": (None, "bytes that are no record"),
    "ones": (None, "something else wrote to mptui's control board"),
    "nulls": (None, None),
    "resize": (None, None),
}


QUICK = ("far", "stray", "pid", "garbage", "ones", "resize")


@pytest.mark.parametrize(
    "what", [what if what in QUICK else pytest.param(what, marks=pytest.mark.slow) for what in SAID]
)
def test_the_others_work_on_and_it_is_said_who_sent_what(what):
    method = METHODS[list(SAID).index(what) % len(METHODS)]
    run = watch("hostile.py", what, "1", start_method=method, timeout=50)
    assert (run.status, run.stderr) == (0, b"")
    assert [line for line in run.lines if line.startswith("sound")] == [f"sound {number}" for number in range(200)]
    assert "odd ends" in run.lines
    assert "codes [0, 0]" in run.lines
    who, text = SAID[what]
    told = {(event.worker, event.text) for event in run.kinds(ev.BadRecord)}
    names = {(run.state.workers[worker].name if worker else None, said) for worker, said in told}
    assert (who, text) in names or text is None
    assert what == "ones" or {name for name, _ in names} <= {who}
    assert all(anomaly.text for anomaly in run.state.anomalies)
    if what not in ("ones", "nulls"):  # which thread has which ring is overwritten too, perhaps before mptui has looked
        assert len([op for name, op, *_ in run.operations("lock") if name == "sound"]) >= (200 if text is None else 380)


@pytest.fixture
def bystander():
    """A process that is none of the program's."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        assert process.poll() is None, "it was ended"
        process.kill()


def test_a_process_that_is_not_the_programs_is_neither_watched_nor_signalled(bystander):
    with live("hostile.py", "pid", bystander.pid) as run:
        refused = run.until_kind(ev.BadRecord)
        assert str(bystander.pid) in refused.text
        sound = run.until(lambda event: isinstance(event, ev.Output) and event.data == b"sound 150\n").worker
        reader = run.session._reader
        assert bystander.pid not in reader.run_now.pids()
        run.session.signal(refused.worker, signal.SIGKILL)
        reader.post(lambda: reader._supervisor.signal(bystander.pid, signal.SIGKILL))
        run.session.signal(sound, signal.SIGKILL)  # heeded after the two before it
        run.until_kind(ev.WorkerExited, worker=sound, exit_code=-signal.SIGKILL)
        run.to_the_end()


def test_a_supervisor_that_dies_takes_nobody_else_with_it(bystander):
    with live("hostile.py", "pid", bystander.pid) as run:
        run.until_kind(ev.BadRecord)
        os.kill(run.session._supervisor.process.pid, signal.SIGKILL)
        run.to_the_end()


def test_memory_that_workers_share_with_mptui_keeps_its_size():
    with live("hostile.py", "resize") as run:
        board = run.session._reader.run_now.board.descriptor
        for size in (0, 1 << 30):
            with pytest.raises(PermissionError):
                os.ftruncate(board, size)
        run.to_the_end()
