"""Stacks are taken of real workers, and of nobody to whom the signal for it would do anything."""

import os
import signal
import time
from pathlib import PurePath

import pytest

from live import LIMIT, live
from mptui import events as ev
from mptui.engine import Engine
from mptui.runtime.live_session import LiveSession
from mptui.runtime.stacks import parse
from mptui.session import RunOptions
from vocabulary import METHODS, program, texts, watch


def functions(taken, own="stacks.py"):
    """The functions of a stack that are in the program's own file, the most recent call last."""
    return [function for where, function in taken.frames if PurePath(where.rpartition(":")[0]).name == own]


def taken(way, method="fork", wanted=None):
    """What is taken of all workers once the program is up, by the workers' names; and the run, ended afterwards.

    They are asked until `wanted` is true of it, or several times if nothing is wanted.
    """
    with live("stacks.py", way, start_method=method) as run:
        run.until(lambda event: isinstance(event, ev.Output) and b"up" in event.data)
        deadline = time.monotonic() + (LIMIT if wanted is not None else 1.5)
        found = {}
        while not (wanted is not None and wanted(found)) and time.monotonic() < deadline:
            names = {event.worker: event.name for event in run.kinds(ev.WorkerCreated)}
            run.session.take_stacks(list(names))
            run.during(0.4)
            found = {names[event.worker]: event for event in run.kinds(ev.StackTaken)}
        run.session.end_program()
        return found, run.to_the_end()


@pytest.mark.parametrize("method", METHODS)
def test_each_thread_has_its_own_stack(method):
    everybody = {"MainProcess", "child", "asker"}
    found, _ = taken("nested", method, lambda found: set(found) == everybody and "get" in functions(found["asker"]))
    assert set(found) == everybody
    assert functions(found["asker"])[-2:] == ["ask", "get"]
    assert functions(found["child"])[-1] == "nested"
    assert functions(found["MainProcess"]) == ["<module>"]
    wheres = [where for event in found.values() for where, _ in event.frames]
    assert all(where.rpartition(":")[2].isdigit() for where in wheres)
    assert not any("<mptui" in where for where in wheres)


@pytest.mark.parametrize("way", ["handles", "blocks", "closes", "replaced", "pauses"])
def test_nobody_is_asked_whom_it_could_disturb(way):
    found, run = taken(way)
    assert "child" not in found
    assert "".join(texts(run).values()) == "up\n"
    (ended,) = [event for event in run.kinds(ev.WorkerExited) if event.worker == 2]
    assert (ended.exit_code, ended.ended_by) == (-signal.SIGKILL, "mptui")


def test_a_timeout_says_where_who_runs_is():
    run = watch("stacks.py", "runs", timeout=2)
    names = {worker["id"]: worker["name"] for worker in run.report["workers"]}
    (child,) = [entry for entry in run.report["standing"] if names[entry["worker"]] == "child"]
    assert child["stack"][-1]["function"] == "runs"
    assert child["stack"][-1]["where"].startswith(str(program("stacks.py")))
    assert "child runs, in runs at stacks.py:" in run.stderr.decode()


def test_the_signal_for_it_does_nothing_else():
    run = watch("stacks.py", "urges", timeout=20)
    assert (run.status, run.stdout) == (0, b"up\n")


@pytest.mark.parametrize("way", ["pauses", "handles"])
def test_a_timeout_disturbs_nobody(way):
    run = watch("stacks.py", way, timeout=2)
    assert (run.status, run.stdout) == (124, b"up\n")


def test_the_screen_asks_those_that_are_stuck():
    session = LiveSession(RunOptions(program("stuck/dining_philosophers.py"), start_method="fork"))
    engine = Engine(session)
    try:
        session.start()
        while not engine.diagnosis.stuck or not engine.diagnosis.stuck <= set(engine.state.stacks):
            engine.pump()
        for worker in engine.diagnosis.stuck:
            assert functions(engine.state.stacks[worker], "dining_philosophers.py")
    finally:
        session.close()


def test_what_faulthandler_writes_is_read():
    text = (
        'Thread 0x00007f78c621d6c0 [n\\xe4me] (most recent call first):\n  File "/a/\\u4e2d.py", line 2 in f\n'
        '  File "<mptui waiting.py>", line 12 in wait\n  File "/a/b, line 3 in x.py", line 10 in g\n  ...\n\n'
        'nonsense\nThread 0x00007f78c6a46b81 [a\nb] (most recent call first):\n  File "/a/\\x41.py", line 1 in h\n'
        "Current thread 0x00007f78c6a46b80 (most recent call first):\n  <no Python frame>\n"
    )
    assert dict(parse(text)) == {
        0x7F78C621D6C0: (("", "..."), ("/a/b, line 3 in x.py:10", "g"), ("/a/中.py:2", "f")),
        0x7F78C6A46B80: (),
        0x7F78C6A46B81: (("/a/\\x41.py:1", "h"),),
    }
    assert list(parse("")) == list(parse(os.urandom(1000).decode("latin-1"))) == []
