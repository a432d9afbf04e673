"""Locks, semaphores, conditions, events and barriers: what is done with each is seen as it happened."""

import sys

import pytest

from interpreters import VERSIONS, interpreter
from mptui import events as ev
from vocabulary import METHODS, expect, watch

MAIN, HOLDER, USER = "MainProcess", "holder", "user"

HAPPENED = {
    "lock": [
        (HOLDER, "acquire", "ok", "with lock:"),
        (MAIN, "acquire", "timeout", "lock.acquire(False)"),
        (MAIN, "acquire", "timeout", "lock.acquire(timeout=0.01)"),
        (HOLDER, "release", "ok", "with lock:"),
        (MAIN, "acquire", "ok", "lock.acquire()"),
        (MAIN, "release", "ok", "lock.release()"),
    ],
    "rlock": [
        (HOLDER, "acquire", "ok", "with rlock:"),
        (HOLDER, "acquire", "ok", "rlock.acquire()"),
        (HOLDER, "release", "ok", "rlock.release()"),
        (HOLDER, "release", "ok", "with rlock:"),
    ],
    "held": [
        (HOLDER, "set", "ok", "held.set()"),
        (MAIN, "wait", "ok", "held.wait()"),
        (MAIN, "clear", "ok", "held.clear()"),
    ],
    "go": [
        (MAIN, "set", "ok", "go.set()"),
        (HOLDER, "wait", "ok", "go.wait()"),
    ],
    "semaphore": [
        (USER, "acquire", "ok", "semaphore.acquire()"),
        (USER, "release", "ok", "semaphore.release()"),
    ],
    "bounded": [
        (USER, "acquire", "ok", "bounded.acquire(False)"),
        (USER, "acquire", "timeout", "bounded.acquire(timeout=0.01)"),
        (USER, "release", "ok", "bounded.release()"),
    ],
    "condition": [
        (MAIN, "acquire", "ok", "with condition:"),
        (MAIN, "release", "ok", "condition.wait()"),
        (USER, "acquire", "ok", "with condition:"),
        (USER, "notify", "ok", "condition.notify()"),
        (USER, "release", "ok", "with condition:"),
        (MAIN, "acquire", "ok", "condition.wait()"),
        (MAIN, "wait", "ok", "condition.wait()"),
        (MAIN, "release", "ok", "with condition:"),
        (MAIN, "acquire", "ok", "with condition:"),
        (MAIN, "release", "ok", "condition.wait(0.01)"),
        (MAIN, "acquire", "ok", "condition.wait(0.01)"),
        (MAIN, "wait", "timeout", "condition.wait(0.01)"),
        (MAIN, "notify_all", "ok", "condition.notify_all()"),
        (MAIN, "release", "ok", "with condition:"),
    ],
}
"""What must have happened to each object, in this order."""

BARRIER = [
    (MAIN, "abort", "ok", "barrier.abort()"),
    (MAIN, "wait", "error", "barrier.wait()"),
    (MAIN, "reset", "ok", "barrier.reset()"),
]
"""And to the barrier, after both have come through it, which of them first nobody can tell."""

VALUES = {"semaphore": [1, 2], "bounded": [0, 1], "held": [1, 0], "go": [1], "ready": [1]}


RUNS = [("processes", method, None) for method in METHODS] + [("threads", "fork", None)]
RUNS += [(kind, "spawn", version) for kind in ("processes", "threads") for version in VERSIONS]


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: "-".join(filter(None, run)))
def run(request):
    kind, method, version = request.param
    python = interpreter(version) if version else sys.executable
    if python is None:
        pytest.skip(f"there is no python {version} here")
    return watch("primitives.py", kind, start_method=method, python=python)


def test_the_program_does_as_ever(run):
    assert (run.status, run.stdout, run.stderr) == (0, b"not held\n", b"")
    assert run.report["events"]["lost"] == 0
    assert run.state.anomaly_count == 0


@pytest.mark.parametrize("name", HAPPENED)
def test_every_operation_is_seen_in_its_order(run, name):
    lines_tell = not run.python.startswith("3.9.")  # where a block ends, 3.9 stands at its last line
    expected = [step if lines_tell or step[3][:4] != "with" else (*step[:3], None) for step in HAPPENED[name]]
    happened = [step if of[3] else (*step[:3], None) for step, of in zip(run.operations(name), expected, strict=True)]
    assert happened == expected


TIMEOUTS = {
    ("lock", "acquire", 0.01),
    ("bounded", "acquire", 0.01),
    ("condition", "wait", 0.01),
    ("condition", "wait", None),
    ("held", "wait", None),
}


def test_who_gives_up_after_a_time_says_so_from_the_start(run):
    names = {event.object: event.name for event in run.kinds(ev.ObjectCreated)}
    told = {(names.get(event.object), event.op, event.timeout) for event in run.kinds(ev.OpStarted)}
    assert told >= TIMEOUTS
    assert {timeout for _, _, timeout in told} == {0.01, None}


def test_both_come_through_the_barrier(run):
    happened = run.operations("barrier")
    assert sorted(happened[:2]) == [(MAIN, "wait", "ok", "barrier.wait()"), (USER, "wait", "ok", "barrier.wait()")]
    assert happened[2:] == BARRIER


@pytest.mark.parametrize("name", VALUES)
def test_the_value_is_told_with_each_change(run, name):
    number = next(event.object for event in run.kinds(ev.ObjectCreated) if event.name == name)
    ends = (event for event in run.events if isinstance(event, ev.OpDone | ev.OpFinished))
    values = [event.depth for event in ends if event.object == number and event.depth is not None]
    assert values == VALUES[name]


def test_types_and_counts_are_in_the_report(run):
    kit = "threading" if run.object("lock")["module"] == "threading" else "multiprocessing"
    names = {"lock": "Lock", "rlock": "RLock", "semaphore": "Semaphore", "bounded": "BoundedSemaphore"}
    names |= {"condition": "Condition", "held": "Event", "barrier": "Barrier"}
    for name, kind in names.items():
        entry = run.object(name)
        assert (entry["type"], entry["module"]) == (kind, kit)
        assert "primitives.py:" in entry["where"]
    assert (run.object("lock")["acquires"], run.object("semaphore")["value"]) == (2, 2)


def test_a_waiter_is_seen_before_the_holder_lets_go(run):
    assert expect(run).worker(MAIN).waits_for("lock").before(expect(run).worker(HOLDER).releases("lock"))
