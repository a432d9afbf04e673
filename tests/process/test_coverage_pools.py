"""Pools and executors: who submits, who waits for what, and each task in the worker that runs it."""

import sys

import pytest

from interpreters import VERSIONS, interpreter, newest
from mptui import events as ev
from vocabulary import METHODS, watch

every_method = pytest.mark.parametrize("method", METHODS)
RUNNING = ".".join(map(str, sys.version_info[:2]))
every_other_version = pytest.mark.parametrize("version", [version for version in VERSIONS if version != RUNNING])
oldest_and_newest = pytest.mark.parametrize("version", [VERSIONS[0], newest()])
SQUARE, ADD, FAIL = "def square(number):", "def add(left, right):", "def fail(number):"

SUBMITTED_TO_POOL = [
    ("map", "ok", "assert pool.map(square, [1, 2], 1) == [1, 4]"),
    ("starmap", "ok", "assert pool.starmap(add, [(1, 2)]) == [3]"),
    ("apply", "ok", "assert pool.apply(square, (3,)) == 9"),
    ("apply", "error", "task(*args)"),
    ("apply_async", "ok", "later = pool.apply_async(square, (5,))"),
    ("wait", "ok", "later.wait()"),
    ("get", "ok", "assert later.get() == 25"),
    ("map_async", "ok", "assert pool.map_async(square, [6]).get() == [36]"),
    ("get", "ok", "assert pool.map_async(square, [6]).get() == [36]"),
    ("starmap_async", "ok", "assert pool.starmap_async(add, [(7, 8)]).get() == [15]"),
    ("get", "ok", "assert pool.starmap_async(add, [(7, 8)]).get() == [15]"),
    ("imap", "ok", "assert list(pool.imap(square, [9])) == [81]"),
    ("next", "ok", "assert list(pool.imap(square, [9])) == [81]"),
    ("next", "closed", "assert list(pool.imap(square, [9])) == [81]"),
    ("imap_unordered", "ok", "assert list(pool.imap_unordered(square, [10, 11], 2)) == [100, 121]"),
    *[("next", "ok", "assert list(pool.imap_unordered(square, [10, 11], 2)) == [100, 121]")],
    ("next", "closed", "assert list(pool.imap_unordered(square, [10, 11], 2)) == [100, 121]"),
    ("apply_async", "ok", "slow = pool.apply_async(time.sleep, (0.3,))"),
    ("get", "timeout", "task(*args)"),
    ("wait", "ok", "slow.wait()"),
    ("close", "ok", "workers.close()"),
    ("join", "ok", "workers.join()"),
]
RUN_BY_POOL = [SQUARE, SQUARE, ADD, SQUARE, FAIL, SQUARE, SQUARE, ADD, SQUARE, SQUARE, ""]

SUBMITTED_TO_EXECUTOR = [
    ("submit", "ok", "first = executor.submit(square, 1)"),
    ("submit", "ok", "concurrent.futures.wait([first, executor.submit(time.sleep, 0.1)])"),
    ("wait", "ok", "concurrent.futures.wait([first, executor.submit(time.sleep, 0.1)])"),
    ("result", "ok", "assert first.result() == 1"),
    ("submit", "ok", "refused(executor.submit(fail, 2).result)"),
    ("result", "error", "task(*args)"),
    ("map", "ok", "assert list(executor.map(square, [3])) == [9]"),
    ("result", "ok", "assert list(executor.map(square, [3])) == [9]"),
    ("submit", "ok", "slow = executor.submit(time.sleep, 0.3)"),
    ("result", "timeout", "task(*args)"),
    ("as_completed", "ok", "for done in concurrent.futures.as_completed([slow]):"),
    ("result", "ok", "done.result()"),
    ("shutdown", "ok", "workers.shutdown()"),
]
RUN_BY_EXECUTOR = [SQUARE, "", FAIL, SQUARE, ""]


def check(run, submitted, lines, worker):
    """Main did what it submitted, in that order; the worker waited for each task, ran it, and waited for the end."""
    assert (run.status, run.stderr) == (0, b"")
    assert not run.state.anomalies
    happened = run.operations("workers")
    assert [found[1:] for found in happened if found[0] == "MainProcess"] == submitted
    by_worker = [found[1:] for found in happened if found[0] == worker]
    expected = []
    for line in lines:
        expected += [("get", "ok", ""), ("task", "error" if line == FAIL else "ok", line)]
    assert by_worker == [*expected, ("get", "closed", "")]
    assert {found[0] for found in happened} == {"MainProcess", worker}
    assert [entry["name"] for entry in run.report["workers"]] == ["MainProcess", worker]
    assert {entry["name"] for entry in run.report["objects"]} == {"workers"}


def python_of(version):
    """The interpreter to watch a program with."""
    return interpreter(version) or pytest.skip(f"no python{version} here")


@every_method
def test_pool(method):
    run = watch("pool_tasks.py", "Pool", start_method=method)
    check(run, SUBMITTED_TO_POOL, RUN_BY_POOL, f"{method.replace('f', 'F', 1).replace('s', 'S', 1)}PoolWorker-1")
    assert run.object("workers")["type"] == "Pool"


@oldest_and_newest
def test_thread_pool(version):
    run = watch("pool_tasks.py", "ThreadPool", python=python_of(version))
    check(run, SUBMITTED_TO_POOL, RUN_BY_POOL, "workers-1")
    assert run.object("workers")["type"] == "ThreadPool"
    assert run.flavors() == {"main": 1, "thread": 1}


@every_other_version
def test_pool_and_process_executor_of_every_version(version):
    pool = watch("pool_tasks.py", "Pool", start_method="fork", python=python_of(version))
    check(pool, SUBMITTED_TO_POOL, RUN_BY_POOL, "ForkPoolWorker-1")
    executor = watch("executor_tasks.py", "ProcessPoolExecutor", start_method="fork", python=python_of(version))
    check(executor, SUBMITTED_TO_EXECUTOR, RUN_BY_EXECUTOR, "workers-1")


@every_method
def test_process_executor(method):
    run = watch("executor_tasks.py", "ProcessPoolExecutor", start_method=method)
    check(run, SUBMITTED_TO_EXECUTOR, RUN_BY_EXECUTOR, "workers-1")
    assert run.object("workers")["type"] == "ProcessPoolExecutor"


@oldest_and_newest
def test_thread_executor(version):
    run = watch("executor_tasks.py", "ThreadPoolExecutor", python=python_of(version))
    check(run, SUBMITTED_TO_EXECUTOR, RUN_BY_EXECUTOR, "ThreadPoolExecutor-0_0")
    assert run.flavors() == {"main": 1, "thread": 1}


@pytest.mark.parametrize(("program", "kind"), [("pool_tasks.py", "Pool"), ("executor_tasks.py", "ProcessPoolExecutor")])
def test_a_task_is_submitted_before_it_runs_and_runs_before_its_result_is_taken(program, kind):
    run = watch(program, kind)
    tasks = [event for event in run.kinds(ev.OpDone) if event.op == "task"]
    submitted = [
        event
        for event in run.events
        if isinstance(event, ev.OpStarted | ev.OpDone) and event.op in ("map", "submit") and event.worker == 1
    ]
    taken = [
        event
        for event in run.events
        if isinstance(event, ev.OpFinished | ev.OpDone) and event.op in ("map", "result") and event.worker == 1
    ]
    assert submitted[0].t < tasks[0].began < tasks[0].t
    finished = taken[0] if program == "pool_tasks.py" else taken[-1]
    assert max(task.t for task in tasks[: 2 if program == "pool_tasks.py" else None]) < finished.t
    assert all(task.value in ("square", "add", "fail", "sleep") for task in tasks)


@every_method
def test_workers_that_end_early_are_replaced_or_shown_killed(method):
    run = watch("pool_ends.py", start_method=method)
    assert (run.status, run.stderr) == (0, b"")
    tasks = [(who, outcome) for who, op, outcome, _ in run.operations("brief") if op == "task"]
    assert len(tasks) == len({who for who, _ in tasks}) == 3
    replaced = [run.worker(who) for who, _ in tasks]
    assert {(entry["exit_code"], entry["state"]) for entry in replaced} == {(0, "reaped")}
    in_pool = run.operations("stopped")
    idle = {who for who, op, outcome, _ in in_pool if (op, outcome) == ("get", "closed")}
    busy = {who for who, *_ in in_pool} - {"MainProcess"} - idle
    assert busy
    assert {(run.worker(who)["exit_code"], run.worker(who)["state"]) for who in busy} == {(-15, "killed")}
    assert {(run.worker(who)["exit_code"], run.worker(who)["state"]) for who in idle} <= {
        (-15, "killed"),
        (0, "reaped"),
    }
    killed = [event for event in run.kinds(ev.OpDone) if event.op == "terminate" and event.target is not None]
    assert {event.target for event in killed} >= {run.worker(who)["id"] for who in busy}
    assert {event.worker for event in killed} == {1}


@every_method
def test_a_worker_whose_initializer_fails(method):
    run = watch("broken_executor.py", start_method=method)
    assert (run.status, run.lines) == (0, ["broken"])
    assert b"the worker cannot begin" in run.stderr
    assert [found[1:3] for found in run.operations("broken")] == [
        ("submit", "ok"),
        ("result", "error"),
        ("shutdown", "ok"),
    ]
