"""What has been recorded is there, whatever happens to mptui, to the file, or to the disk."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mptui import events as ev
from mptui.errors import TraceError
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.recording.blocks import is_gzip
from mptui.recording.codec import decoded, read_header
from mptui.recording.recorder import Recorder
from mptui.recording.trace import Trace
from processes import left_behind
from vocabulary import environment, mptui, program

SECOND = 1_000_000_000
ROUNDS = [pytest.param(number, marks=[pytest.mark.slow] if number >= 4 else []) for number in range(50)]


@pytest.mark.parametrize("number", ROUNDS)
def test_a_killed_mptui_has_recorded_all_but_the_last_second(tmp_path, number, nothing_left):
    path = tmp_path / ("t.jsonl.gz" if number % 2 else "t.jsonl")
    command = [sys.executable, "-m", "mptui", "run", "--headless", f"--trace={path}", program("clock.py")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    deadline = time.monotonic() + 30
    while not written(path) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(random.Random(number).uniform(0.3, 1.5))
    process.send_signal(signal.SIGKILL)
    killed = time.monotonic_ns()
    process.wait()
    assert killed - written(path)[-1] < SECOND
    left_behind(nothing_left, grace=0.5)


def written(path):
    """The times that the program has written, as far as they have been recorded."""
    return [int(event.data) for event in read(path)[0] if isinstance(event, ev.Output)]


def test_a_full_disk_ends_the_recording_and_not_the_run(tmp_path):
    full = tmp_path / "full.jsonl"
    full.symlink_to("/dev/full")
    done = mptui("run", "--headless", f"--trace={full}", program("greeting.py"))
    assert done.returncode == 0
    assert done.stdout
    assert f"the recording has ended: {full}: No space left on device" in done.stderr.decode()


def test_a_trace_that_is_there_is_kept(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text("mine\n")
    done = mptui("run", "--headless", f"--trace={path}", program("greeting.py"))
    assert (done.returncode, path.read_text()) == (2, "mine\n")
    assert done.stderr.decode() == f"mptui: {path} exists: give --force to write over it, or another --trace\n"
    assert mptui("run", "--headless", f"--trace={path}", "--force", program("greeting.py")).returncode == 0
    with Trace(path) as trace:
        assert isinstance(list(trace)[-1], ev.RunFinished)


def from_its_middle(whole, path):
    """A trace that begins in the middle of the run of another."""
    events = read(whole)[0]
    model = RunModel()
    for event in events[: len(events) // 2]:
        model.apply(event)
    recorder = Recorder(iter([path]), model.state, model.state.now)
    recorder.follow(events[len(events) // 2 :], model.state)
    recorder.close()
    return path


def mutated(data, pick):
    """Some bytes changed, cut out, doubled, or the end cut off."""
    data = bytearray(data)
    for _ in range(pick.randint(1, 4)):
        place, size = pick.randrange(len(data)), pick.choice((1, 1, 2, 7, 60, 3000))
        how = pick.randrange(5)
        if how == 0:
            data[place : place + size] = bytes(pick.randrange(256) for _ in range(size))
        elif how == 1:
            del data[place : place + size]
        elif how == 2:
            data[place:place] = data[place : place + size]
        elif how == 3:
            del data[place:]
        else:
            data[place : place + 1] = pick.choice((b"\n", b'"', b"[" * 3000, b"-", b"1e400", b"null", b"\x1b[2J"))
        if not data:
            break
    return bytes(data)


@pytest.mark.parametrize("count", [300, pytest.param(5000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["t.jsonl", "t.jsonl.gz", "from-its-middle.jsonl"])
def test_a_mutated_trace_gives_what_comes_before(tmp_path, name, count):
    source = tmp_path / name
    assert mptui("run", "--headless", f"--trace={source}", program("process_queues.py")).returncode == 0
    if name == "from-its-middle.jsonl":
        source = from_its_middle(source, tmp_path / "cut.jsonl")
    data = source.read_bytes()
    pick, path = random.Random(count), Path(tmp_path, f"mutated-{name}")
    for _ in range(count):
        path.write_bytes(mutated(data, pick))
        began = time.monotonic()
        found, why = read(path)
        model = RunModel(counting=True, history=True, watcher=Diagnosis())
        for event in found:
            model.apply(event)
        assert time.monotonic() - began < 5
        assert "\n" not in why
        if not is_gzip(data):
            kept = intact(data, path.read_bytes())
            assert found[: len(kept)] == kept


def read(path):
    """The events that can be read, and what is said of the others."""
    try:
        with Trace(path) as trace:
            return list(trace), trace.damage
    except TraceError as error:
        return [], str(error)


def intact(data, changed):
    """The events of the lines before the first that has changed, but for the last, which may be half an operation."""
    same = next(
        (place for place, pair in enumerate(zip(data, changed, strict=False)) if pair[0] != pair[1]), len(changed)
    )
    lines = data[:same].split(b"\n")[:-1]
    return [read_header(lines[0]), *decoded(lines[1:])][:-1] if lines else []


def test_a_recording_is_reported_as_it_was(tmp_path):
    trace, live, again = (tmp_path / name for name in ("t.jsonl.gz", "live.json", "again.json"))
    files = (f"--trace={trace}", f"--report={live}")
    assert (
        mptui("run", "--headless", *files, "--timeout=2", program("stuck/chain_behind_dead_owner.py")).returncode == 124
    )
    done = mptui("report", trace, f"--report={again}")
    assert done.returncode == 0
    assert done.stdout.startswith(b"dead-owner (proven): ")
    assert json.loads(again.read_text()) == json.loads(live.read_text())
