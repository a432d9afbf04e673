"""Processes in every way to make and to end them: who they are, whose, how they ended, and who ended them."""

import sys

import pytest

from interpreters import VERSIONS, interpreter
from mptui import events as ev
from vocabulary import METHODS, expect, watch

every_method = pytest.mark.parametrize("method", METHODS)
ENDS = {
    "returns": (0, "reaped"),
    "exits": (3, "reaped"),
    "exits_hard": (4, "reaped"),
    "fails": (1, "reaped"),
    "signalled": (-10, "killed"),
    "has_child": (2, "reaped"),
    "depth-2": (1, "reaped"),
    "depth-1": (0, "reaped"),
    "terminated": (-15, "killed"),
    "killed": (-9, "killed"),
    "daemon": (-15, "killed"),
    "second name": (0, "reaped"),
    "named thread": (None, "exited"),
}


def named(run, number):
    return next(entry["name"] for entry in run.report["workers"] if entry["id"] == number)


@every_method
def test_how_workers_end_and_who_ends_them(method):
    run = watch("ways_to_end.py", start_method=method)
    assert run.status == 0
    assert run.stderr.count(b"KeyError: 'failure'") == 1
    assert not run.state.anomalies
    found = {entry["name"]: (entry["exit_code"], entry["state"]) for entry in run.report["workers"]}
    assert found == {"MainProcess": (0, "reaped"), **ENDS}
    parents = {name: run.worker(name)["parent"] for name in ENDS}
    assert parents["depth-2"] == run.worker("has_child")["id"]
    assert parents["depth-1"] == run.worker("depth-2")["id"]
    assert {parent for name, parent in parents.items() if not name.startswith("depth")} == {1}
    pids = [entry["pid"] for entry in run.report["workers"] if entry["flavor"] != "thread"]
    assert len(set(pids)) == len(pids)
    ending = [event for event in run.kinds(ev.OpDone) if event.op in ("terminate", "kill")]
    by_program = [(event.worker, event.op, named(run, event.target)) for event in ending]
    assert by_program == [(1, "terminate", "terminated"), (1, "kill", "killed")]


@pytest.mark.parametrize("version", VERSIONS)
def test_children_reaped_by_hand(version):
    python = interpreter(version) or pytest.skip(f"no python{version} here")
    run = watch("reaped.py", python=python)
    assert (run.status, run.stderr) == (0, b"")
    assert run.report["objects"] == []
    ends = [(entry["exit_code"], entry["state"]) for entry in run.report["workers"][1:]]
    forked = [
        (1, "reaped"),
        (2, "reaped"),
        (-9, "killed"),
        (3, "reaped"),
        (4, "reaped"),
        (5, "reaped"),
        (-15, "killed"),
    ]
    assert ends == [*forked, (7, "reaped"), (6, "reaped")]
    *_, waits, last = run.report["workers"]
    assert last["parent"] == waits["id"]
    assert all(entry["name"] == f"fork-{entry['pid']}" for entry in run.report["workers"][1:])


@pytest.mark.parametrize("version", VERSIONS)
def test_programs_that_are_started(version):
    python = interpreter(version) or pytest.skip(f"no python{version} here")
    run = watch("starts_programs.py", python=python)
    assert (run.status, run.stderr) == (0, b"")
    assert sorted(run.lines) == ["from asyncio", "from run", "missing"]
    started = [(entry["name"], entry["exit_code"], entry["state"]) for entry in run.report["workers"][1:]]
    assert started == [
        ("echo", 0, "reaped"),
        ("sh", 3, "reaped"),
        ("sleep", -15, "killed"),
        (started[3][0], 6, "reaped"),
        ("sh", 4, "reaped"),
        ("false", 1, "reaped"),
        ("env", 0, "reaped"),
    ]
    assert started[3][0].startswith("python")
    assert {entry["parent"] for entry in run.report["workers"][1:]} == {1}
    assert {event.worker for event in run.kinds(ev.Output) if event.stream == "stray"} == {0}
    ended = [event for event in run.kinds(ev.OpDone) if event.op == "terminate"]
    assert [(event.worker, named(run, event.target)) for event in ended] == [(1, "sleep")]


@every_method
def test_what_is_logged_appears_under_whoever_logged_it(method):
    run = watch("logs.py", method)
    assert run.status == 0
    for entry in run.report["workers"]:
        text = b"".join(run.written("stderr", entry["id"])).decode()
        others = [other["name"] for other in run.report["workers"] if other is not entry]
        said = [line for line in text.splitlines() if " says " in line]
        assert said == [f"{entry['name']} says {'bye' if entry['id'] == 1 else 'hello'}"]
        if entry["id"] > 1 and method == "fork":
            assert f"[WARNING/{entry['name']}] careful" in text
        assert not any(f"/{other}]" in text for other in others)


def test_a_thread_dies_as_soon_after_its_last_line_as_without_mptui():
    run = watch("thread_ends.py")
    alive = int(run.lines[-1].rpartition(" ")[2])
    assert alive <= 20  # one in ten; more than a third while a write to the pipe stood in between
    threads = [entry for entry in run.report["workers"] if entry["flavor"] == "thread"]
    assert [entry["state"] for entry in threads] == ["exited"] * 200
    assert run.report["events"]["lost"] == 0


def test_the_end_of_a_thread_comes_after_all_that_it_did_and_before_its_join():
    run = watch("thread_ends.py")
    for number in (1, 200):
        name = f"Thread-{number} (put)"
        ends = expect(run).worker(name).exits()
        assert ends.times == 1
        ends.before(expect(run).worker("MainProcess").joins(name))


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="starts threads by another function")
def test_threads_that_run_on_the_main_thread_leave_it_who_it_is():
    run = watch("greenlets.py")
    assert run.lines == ["green prints", "greener prints", "main prints"]
    assert run.worker("MainProcess")["messages"] == 3
    assert [run.worker(name)["state"] for name in ("green", "greener")] == ["exited", "exited"]
    assert run.kinds(ev.ProbeFailed) == []
