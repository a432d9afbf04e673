"""Programs that hang, after public bug reports: watched, they hang at the same place, and what is said of it is true.

Each is run until all who are stuck are seen to wait, and then a little longer: nobody else may come to stand still, and
nothing may be told that cannot be.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from live import live
from mptui.model.run_model import RunModel
from vocabulary import METHODS, texts

AT_ONCE = 4
"""Most of a run is waiting."""
LIMIT = 20
"""Seconds within which a program has to be stuck; the machine may be busy."""
AFTERMATH = 0.5
"""Seconds that it is watched after that."""


@dataclass(frozen=True)
class Stuck:
    """Where a program gets to: what it has written by then, its lines in any order, and who waits.

    `waits` tells of each worker in which operation it waits, on which object, or for which worker to end.
    `methods` are the start methods under which it hangs, all that it can be run with.
    """

    lines: tuple[str, ...]
    waits: dict[str, tuple[str, str]]
    methods: tuple[str, ...] = METHODS


PROGRAMS = {
    "asyncio_executor_blocked": Stuck(("hung up",), {"asyncio_0": ("get", "typed")}, methods=("fork",)),
    "both_send": Stuck((), {"MainProcess": ("send", "a, b"), "stage-1": ("send", "a, b")}),
    "callback_raises": Stuck(
        ("waiting for 0", "result 0", "waiting for 1", "result 1", "waiting for 2"), {"MainProcess": ("wait", "pool")}
    ),
    "ctrl_c_in_pool": Stuck(("interrupted, closing",), {"MainProcess": ("join", "pool")}),
    "event_set_in_handler": Stuck(("running", "stopping"), {"MainProcess": ("set", "stop"), "guard": ("wait", "stop")}),
    "executor_worker_retired": Stuck(("got 0", "got 1"), {"MainProcess": ("result", "pool")}, methods=("spawn",)),
    "exit_with_unread_queue": Stuck(
        ("sync-0 stops", "sync-1 stops", "sync failed, leaving"), {"MainProcess": ("join_thread", "files")}
    ),
    "getter_killed": Stuck(
        ("worker-0 gone: -9", "finished so far: 0 queued: 9"),
        {
            "MainProcess": ("join", "worker-1"),
            "worker-1": ("get", "jobs"),
            "worker-2": ("get", "jobs"),
            "worker-0b": ("get", "jobs"),
        },
    ),
    "lock_held_at_fork": Stuck(
        (), {"MainProcess": ("join", "job-1"), "job-1": ("acquire", "lock (job-1)")}, methods=("fork",)
    ),
    "log_lock_order": Stuck((), {"MainProcess": ("join", "scan"), "ui": ("acquire", "device_lock")}, methods=("fork",)),
    "notify_killed_waiter": Stuck(
        ("killed one", "notify"),
        {
            "MainProcess": ("notify_all", "changed"),
            "sleeper-0": ("acquire", "changed"),
            "sleeper-2": ("acquire", "changed"),
        },
    ),
    "permits_leaked": Stuck(
        (
            *("client 0 bad request", "client 2 bad request", "client 4 bad request"),
            *("client 1 served", "client 3 served"),
        ),
        {
            "MainProcess": ("join", "client-5"),
            "client-5": ("acquire", "slots"),
            "client-6": ("acquire", "slots"),
            "client-7": ("acquire", "slots"),
        },
    ),
    "pool_worker_killed": Stuck(("rendering 12 pages",), {"MainProcess": ("map", "pool")}),
    "queue_unpicklable": Stuck(("got 0", "got 2"), {"MainProcess": ("get", "results")}),
    "subprocess_pipe_full": Stuck(
        ("3 lines, code 0 361",), {"MainProcess": ("join", "scan-1"), "scan-1": ("wait", "python")}
    ),
    "task_done_missing": Stuck(
        ("queued", "skipped 3", "skipped 7"),
        {"MainProcess": ("join", "todo"), "worker-0": ("get", "todo"), "worker-1": ("get", "todo")},
    ),
}


def waits_of(state):
    """{worker: (operation, object or worker)} of all who wait, by their names."""
    found = {}
    for worker in state.workers.values():
        wait = worker.wait
        if wait is None or worker.state.ended:
            continue
        name = ""
        if wait.target is not None:
            name = state.workers[wait.target].name
        elif wait.object is not None:
            name = state.objects[wait.object].name
        found[worker.name] = (wait.op, name)
    return found


def play(name, method):
    """Run the program until those wait who are expected to, and a little longer; returns what is wrong, or ""."""
    stuck = PROGRAMS[name]
    with live(f"stuck/{name}.py", start_method=method) as run:
        model, deadline = RunModel(), time.monotonic() + LIMIT
        state = model.state
        while time.monotonic() < deadline and any(problems(stuck, run, state)):
            for event in run.take():
                model.apply(event)
        for event in run.during(AFTERMATH):
            model.apply(event)
        return "; ".join(f"{name}, {method}: {problem}" for problem in problems(stuck, run, state))


def problems(stuck, run, state):
    """What is not as it should be."""
    if state.finished or not stuck.waits.items() <= waits_of(state).items():
        yield f"{waits_of(state)} wait"
    written = sorted("".join(texts(run).values()).splitlines())
    if written != sorted(stuck.lines):
        yield f"{written} was written"
    if state.anomalies:
        yield f"anomalies {list(state.anomalies)}"


def play_all(cases):
    """Play them, a few at a time; returns what is wrong with any."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(filter(None, pool.map(lambda case: play(*case), cases)))


def test_they_hang_as_they_should_and_nothing_false_is_said():
    """Each with one start method; they take turns."""
    methods = (stuck.methods for stuck in PROGRAMS.values())
    found = play_all(
        (name, own[place % len(own)]) for place, (name, own) in enumerate(zip(PROGRAMS, methods, strict=True))
    )
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_they_hang_under_every_start_method():
    found = play_all((name, method) for name, stuck in PROGRAMS.items() for method in stuck.methods)
    assert not found, "\n".join(found)
