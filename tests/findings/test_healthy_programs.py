"""Programs that look like faulty ones and are in order: nobody is accused, at no moment of their runs."""

import re

import pytest

from mptui import events as ev
from vocabulary import METHODS, reported_anew, watch_with_chosen_python
from vocabulary import PROGRAMS as FOLDER

PROGRAMS = sorted(path.stem for path in (FOLDER / "healthy").glob("*.py") if path.stem != "library_threads")
LIBRARIES = ("asyncio", "pool_callbacks", "future_callbacks", "log_listener", "manager", "server", "raw_threads")
IN_PARTS = [("healthy/library_threads.py", part) for part in LIBRARIES]
OTHERS = [method for method in METHODS if method != "fork"]
STARTS_BY_DEFAULT = re.compile(r"\b(Process|Pool|ProcessPoolExecutor|Manager)\(")
FALSELY_PROVEN = {
    "lock_freed_as_a_thread_is_cleared": "code runs after the end of a thread's target",
    "thread_local_of_a_thread_wakes_main": "code runs after the end of a thread's target",
}
"""Programs of which a finding says that they cannot go on, and they do, and why: docs/findings.md tells of all that."""
LEAVE_SOMETHING = {"daemonize", "helper_left_in_the_background"}
"""Programs whose main process ends first, of which mptui tells on stderr."""


def check(run, name=""):
    assert (run.status, run.report["events"]["lost"]) == (0, 0)
    assert run.stderr == b"" or name in LEAVE_SOMETHING
    assert [one["text"] for one in run.report["findings"]] == []
    assert list(run.state.anomalies) == []
    assert reported_anew(run) == run.report


def runs(method):
    """The programs to run by a start method, those that are falsely accused as such. Nine in ten are slow tests."""
    for place, name in enumerate(PROGRAMS):
        if method == "fork" or STARTS_BY_DEFAULT.search((FOLDER / "healthy" / f"{name}.py").read_text()):
            failing = pytest.mark.xfail(reason=FALSELY_PROVEN.get(name, ""), strict=method == "fork")
            marks = [failing] if name in FALSELY_PROVEN else []
            marks += [pytest.mark.slow] if place % 10 else []
            yield pytest.param(name, method, id=f"{name}-{method}", marks=marks)


@pytest.mark.parametrize(("name", "method"), runs("fork"))
def test_nobody_is_accused(name, method):
    check(watch_with_chosen_python(f"healthy/{name}.py", start_method=method), name)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "method"), [run for method in OTHERS for run in runs(method)])
def test_nobody_is_accused_by_other_start_methods(name, method):
    check(watch_with_chosen_python(f"healthy/{name}.py", start_method=method), name)


@pytest.mark.parametrize("program", IN_PARTS, ids=lambda program: program[-1])
def test_nobody_is_accused_of_a_librarys_threads(program):
    check(watch_with_chosen_python(*program, start_method="fork"))


@pytest.mark.slow
@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize("program", IN_PARTS, ids=lambda program: program[-1])
def test_nobody_is_accused_of_a_librarys_threads_by_other_start_methods(program, method):
    check(watch_with_chosen_python(*program, start_method=method))


@pytest.mark.parametrize("part", [part for part in LIBRARIES if part not in ("log_listener", "raw_threads")])
def test_what_a_librarys_thread_does_is_its_own(part):
    """It says itself which thread it is."""
    run = watch_with_chosen_python("healthy/library_threads.py", part)
    names = {worker.id: worker.name for worker in run.state.workers.values()}
    told = [event for event in run.kinds(ev.Output) if b" in " in event.data]
    assert len(told) >= 2
    for event in told:
        assert event.data.decode().split(" in ")[1].strip() in (names[event.worker], "MainThread")
    operations = [event for event in run.events if isinstance(event, ev.OpDone | ev.OpFinished)]
    takers = {names[event.worker] for event in operations if event.op == "acquire" and event.outcome == "ok"}
    assert takers == {event.data.decode().split(" in ")[1].strip() for event in told} - {"MainThread"} | (
        {"MainProcess"} if part == "pool_callbacks" else set()
    )
    assert {worker.parent for worker in run.state.workers.values()} <= {None, *names}


def test_raw_threads_end():
    run = watch_with_chosen_python("healthy/library_threads.py", "raw_threads")
    threads = [worker for worker in run.state.workers.values() if worker.flavor == "thread"]
    assert len(threads) == 3
    assert all(worker.name.startswith("Thread-") and worker.parent == run.state.main.id for worker in threads)
    assert len([event for event in run.kinds(ev.WorkerExited) if event.worker in {w.id for w in threads}]) == 3


def test_workers_that_a_pool_makes_later_are_children_of_its_process():
    run = watch_with_chosen_python("pool_generations.py")
    workers = [worker for worker in run.state.workers.values() if worker.flavor == "process"]
    assert len(workers) >= 4
    assert {worker.parent for worker in workers} == {run.state.main.id}
