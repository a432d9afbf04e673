import pytest

from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.projections.standing_text import standing_lines

SECOND = 1_000_000_000


def lines(*happened):
    """How those stand who did what happened, one second later."""
    model = RunModel()
    state = model.state
    begun = [
        ev.RunStarted(0, 0, 0, "p.py", (), "fork", "3.11", "linux"),
        ev.WorkerCreated(1, 1, 1, "A", "main", None),
        ev.WorkerStarted(2, 1, 2, 100),
        ev.ObjectCreated(3, 1, 3, 1, "Queue", "jobs", "/home/p.py:1"),
        ev.ObjectCreated(4, 1, 4, 2, "Lock", "lock", "/home/p.py:2"),
    ]
    for event in (*begun, *happened, ev.KnobChanged(SECOND + 10, 0, 1, "pause", False)):
        model.apply(event)
    return standing_lines(state)


@pytest.mark.parametrize(("where", "place"), [("/home/p.py:7", " at p.py:7"), ("", "")])
def test_a_wait_names_its_line_if_one_of_the_programs_is_at_work(where, place):
    (line,) = lines(ev.OpStarted(10, 1, 5, "get", 1, where))
    assert line.endswith(f", for 1.0 s, in get{place}")


def test_who_waits_for_what_is_taken_reads_where_it_was_taken():
    taken = ev.OpDone(5, 1, 6, "acquire", 2, "/home/p.py:4", "ok")
    (line,) = lines(taken, ev.OpStarted(10, 1, 7, "acquire", 2, "/home/p.py:5"))
    assert line == "A waits for lock, for 1.0 s, in acquire at p.py:5; A took it 1.0 s ago at p.py:4"


def test_who_waits_for_nothing_runs_where_it_was_last_seen():
    assert lines() == ["A runs"]
    assert lines(ev.OpDone(5, 1, 6, "put", 1, "/home/p.py:9", "ok")) == ["A runs, last seen at p.py:9"]
