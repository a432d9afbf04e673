"""Three programs of everyday shape, under every start method, with and without the `__main__` guard."""

from collections import Counter
from pathlib import Path

import pytest

from mptui import events as ev
from processes import marked
from vocabulary import METHODS, PROGRAMS, expect, watch

every_method = pytest.mark.parametrize("method", METHODS)
GUARD = 'if __name__ == "__main__":'


def unguarded(name, folder):
    path = Path(folder, name)
    path.write_text((PROGRAMS / name).read_text().replace(GUARD, "if True:"))
    return path


@pytest.fixture(params=["guarded fork", "guarded spawn", "guarded forkserver", "unguarded fork"])
def watched(request, tmp_path):
    """A function that runs a program guarded or not, under a start method."""
    guard, method = request.param.split()

    def run(name):
        return watch(name if guard == "guarded" else unguarded(name, tmp_path), start_method=method)

    return run


def check_sound(run):
    assert (run.status, run.stderr) == (0, b"")
    assert run.report["events"]["lost"] == 0
    assert run.report["output"]["torn"] == 0
    assert not run.state.anomalies


def test_threads_are_workers_on_their_process_pid_and_processes_have_their_own(watched):
    run = watched("family.py")
    check_sound(run)
    assert run.flavors() == {"main": 1, "thread": 5, "process": 5}
    pids = {flavor: set() for flavor in run.flavors()}
    for worker in run.report["workers"]:
        pids[worker["flavor"]].add(worker["pid"])
        assert worker["parent"] == (None if worker["flavor"] == "main" else 1)
        assert worker["messages"] == 1
    assert pids["thread"] == pids["main"]
    assert len(pids["process"] | pids["main"]) == 6
    said = Counter(line.split()[0] for line in run.lines)
    assert said == {"main": 1, "thread": 5, "process": 5}
    assert {int(line.split()[1]) for line in run.lines} == pids["process"] | pids["main"]
    for name in ("thread_lock", "process_lock"):
        assert run.object(name)["acquires"] == 5
        assert run.object(name)["type"] == "Lock"
        assert Path(run.object(name)["where"].rpartition(":")[0]).name == "family.py"


def test_main_joins_each_worker_after_it_ended(watched):
    run = watched("family.py")
    for number in range(1, 6):
        name = f"Process-{number}"
        expect(run).worker(name).exits().before(expect(run).worker("MainProcess").joins(name))
        assert run.worker(name)["state"] == "reaped"
        assert run.worker(name)["exit_code"] == 0


def test_what_is_sent_is_received(watched):
    run = watched("greeting.py")
    check_sound(run)
    assert run.flavors() == {"main": 1, "process": 2}
    assert (run.object("pipe")["sends"], run.object("pipe")["recvs"]) == (2, 2)
    assert sorted(run.lines) == ["first got hello, too", "second got hello"]
    values = [event.value for event in run.kinds(ev.OpFinished) if event.op == "recv"]
    assert values == ["'hello'", "'hello, too'"]


def test_a_bounded_queue_never_holds_more_than_its_bound(watched):
    run = watched("bounded.py")
    check_sound(run)
    assert run.flavors() == {"main": 1, "process": 20}
    queue = run.object("queue")
    assert (queue["puts"], queue["gets"], queue["maxsize"]) == (10, 10, 3)
    assert 1 <= queue["max_depth"] <= 3
    assert len({line.split("got:")[1] for line in run.lines}) == 10
    assert run.object("lock")["acquires"] == 10


def test_without_its_guard_a_spawned_child_fails_as_bare_and_nothing_multiplies(tmp_path, nothing_left):
    run = watch(unguarded("bounded.py", tmp_path), start_method="spawn", popen={"timeout": 30})
    text = run.stderr.decode()
    assert "RuntimeError" in text
    assert "An attempt has been made to start a new process before the" in text
    started = {event.pid for event in run.kinds(ev.WorkerStarted)}
    assert len(started) <= 21
    assert run.report["events"]["lost"] == 0
    assert not set(marked(nothing_left)) & started


@every_method
def test_the_report_names_the_start_method(method):
    assert watch("greeting.py", start_method=method).report["start_method"] == method
