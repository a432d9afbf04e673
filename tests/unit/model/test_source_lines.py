import msgspec
import pytest

from mptui.model.lifecycle import WorkerState
from mptui.model.source_lines import NOWHERE, WorkersByLine, line_of, same_file, worker_line
from mptui.model.state import Worker
from mptui.model.waits import Wait


def at(number, where, state=WorkerState.RUNNING):
    return Worker(number, f"Process-{number}", "process", 1, state, 0, where=where)


@pytest.mark.parametrize(
    ("where", "place"),
    [("/a/b.py:12", ("/a/b.py", 12)), ("C:/x.py:3", ("C:/x.py", 3)), ("", NOWHERE), ("x.py", NOWHERE), (":4", NOWHERE)],
)
def test_where_a_line_is(where, place):
    assert line_of(where) == place


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/a/b.py", "/a/b.py", True),
        ("b.py", "/a/b.py", True),
        ("./b.py", "/a/b.py", True),
        ("a/b.py", "/x/a/b.py", True),
        ("/a/b.py", "/c/b.py", False),
        ("b.py", "/a/bb.py", False),
        ("", "/a/b.py", False),
    ],
)
def test_paths_that_name_one_file(one, other, same):
    assert same_file(one, other) is same
    assert same_file(other, one) is same


def test_a_worker_is_where_it_waits_and_nowhere_when_it_has_ended():
    waiting = msgspec.structs.replace(at(2, "/a.py:1"), wait=Wait(2, "acquire", 1, None, "/b.py:7", 0))
    assert worker_line(waiting) == ("/b.py", 7)
    assert worker_line(at(2, "/a.py:1")) == ("/a.py", 1)
    assert worker_line(at(2, "/a.py:1", WorkerState.EXITED)) == NOWHERE


def test_workers_are_found_at_their_lines_and_leave_them():
    places = WorkersByLine()
    workers = {number: at(number, "/a.py:5") for number in (3, 2, 10)}
    places.update(workers)
    assert places.files_like("a.py") == ["/a.py"]
    assert places.at(["/a.py"], 5) == [2, 3, 10]
    workers[3] = at(3, "/a.py:6")
    workers[2] = at(2, "/a.py:5", WorkerState.KILLED)
    places.update(workers)
    assert places.at(["/a.py"], 5) == [10]
    assert places.at(["/a.py"], 6) == [3]
    places.update({1: at(1, "/b.py:1")})
    assert places.at(["/a.py"], 5) == []
    assert places.files_like("/a.py") == []
