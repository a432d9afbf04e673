"""The conditions of lessons: what they may say, and what a run makes of them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mptui import events as ev
from mptui.errors import LessonError
from mptui.findings.diagnosis import Diagnosis
from mptui.labs.condition import Condition
from mptui.labs.facts import CALLS, NAMES, Facts
from mptui.model.observed import Observed
from mptui.model.run_model import RunModel

MS = 1_000_000


class Run:
    """A run told event by event, and asked conditions."""

    def __init__(self, texts=(), labels=()):
        self.observed = Observed(frozenset(texts), frozenset(labels))
        self.diagnosis = Diagnosis()
        self.model = RunModel(counting=True, observed=self.observed, watcher=self.diagnosis)
        self.state = self.model.state
        self.t = 0
        self.tell(ev.RunStarted, "program.py", (), "spawn", "3.11", "linux")
        self.begin(1, "main", None)

    def tell(self, kind, *fields, worker=1, **more):
        self.t += MS
        event = kind(self.t, worker, self.t, *fields, **more)
        self.model.apply(event)
        return self

    def begin(self, worker, flavor="process", parent=1):
        self.tell(ev.WorkerCreated, f"Process-{worker}", flavor, parent, worker=worker)
        return self.tell(ev.WorkerStarted, 100 + worker, worker=worker)

    def says(self, text, worker=1):
        return self.tell(ev.Output, "stdout", text.encode(), worker=worker)

    def passes(self):
        """Time passes, and nothing happens."""
        self.t += 10_000 * MS
        self.diagnosis.look(self.state, self.t)
        return self

    def value(self, text):
        facts = Facts(self.state, self.observed, self.diagnosis, {"workers": 4})
        return Condition(text, "note.md: shows").value(facts)


def crossed():
    """Two workers, each holding one lock and waiting for the other's."""
    run = Run().begin(2).begin(3)
    for lock in (1, 2):
        run.tell(ev.ObjectCreated, lock, "Lock", f"lock-{lock}", "p.py:1")
    for worker, own, other in ((2, 1, 2), (3, 2, 1)):
        run.tell(ev.OpDone, "acquire", own, "p.py:5", "ok", worker=worker)
        run.tell(ev.OpStarted, "acquire", other, "p.py:6", worker=worker)
    return run


def test_arithmetic_comparisons_and_logic_are_pythons():
    run = Run()
    assert run.value("1 + 2 * 3 == 7 and not 2 > 3 or False") is True
    assert run.value("1 < 2 <= 2 != 3") is True
    assert run.value("-1 < 0") is True
    assert run.value("6 / 4") == 1.5


def test_what_cannot_be_compared_or_divided_is_false():
    assert Run().value("exit_code > 0") is False
    assert Run().value("1 / (torn - torn) > 0") is False


@pytest.mark.parametrize(
    "text", ["'a' * 999999999", "'a' + 'b'", "9223372036854775807 * 9", "9e307 * 99 - 9e307 * 99 > 0"]
)
def test_what_is_no_number_or_beyond_all_measure_is_false(text):
    assert Run().value(text) is False


def test_every_name_and_call_has_a_value_from_the_first_event_on():
    run = Run()
    for name in NAMES:
        run.value(name)
    for call in CALLS:
        run.value(f'{call}("workers")')


def test_operations_are_counted_by_name_and_outcome():
    run = Run().tell(ev.ObjectCreated, 1, "Queue", "queue", "p.py:1", maxsize=2)
    run.tell(ev.OpDone, "put", 1, "p.py:2", "ok", depth=1).tell(ev.OpDone, "put", 1, "p.py:2", "full", depth=1)
    run.tell(ev.OpStarted, "put", 1, "p.py:3")
    assert run.value('done("put")') == 2
    assert run.value('done("put", "full")') == 1
    assert (run.value('waited("put")'), run.value('waiting("put")')) == (1, 1)
    run.tell(ev.OpFinished, "put", 1, "ok", depth=2)
    assert (run.value('waited("put")'), run.value('waiting("put")')) == (1, 0)
    assert (run.value("depth"), run.value("most_depth"), run.value("maxsize"), run.value('made("Queue")')) == (
        2,
        2,
        2,
        1,
    )


def test_holds_count_as_many_acquires_and_releases():
    run = Run().tell(ev.ObjectCreated, 1, "Lock", "lock", "p.py:1")
    run.tell(ev.LockCycles, 1, "p.py:2", "p.py:3", (1, 2, 3, 4))
    assert (run.value('done("acquire")'), run.value('done("release")')) == (2, 2)


def test_workers_are_counted_now_and_at_their_most():
    run = Run().tell(ev.WorkerCreated, "Process-2", "process", 1, worker=2)
    assert (run.value("unstarted"), run.value("processes")) == (1, 0)
    run.tell(ev.WorkerStarted, 102, worker=2)
    assert (run.value("unstarted"), run.value("unstarted_seen"), run.value("processes")) == (0, 1, 1)
    assert (run.value("alive"), run.value("pids")) == (2, 2)
    run.tell(ev.WorkerExited, 3, True, worker=2)
    assert (run.value("zombies"), run.value("failed"), run.value("alive")) == (1, 1, 1)
    run.tell(ev.WorkerReaped, worker=2)
    assert (run.value("zombies"), run.value("zombies_seen"), run.value("most_alive")) == (0, 1, 2)


def test_a_deadlock_is_seen_and_remembered():
    run = crossed()
    assert (run.value("deadlock"), run.value("deadlock_seen")) == (False, False)
    run.passes()
    assert (run.value("deadlock"), run.value("deadlock_seen")) == (True, True)
    run.tell(ev.WorkerExited, -15, worker=2).passes()
    assert (run.value("deadlock"), run.value("deadlock_seen"), run.value("killed")) == (False, True, 1)


def test_who_waits_in_a_row_is_in_no_ring():
    run = Run().begin(2).tell(ev.ObjectCreated, 1, "Lock", "lock", "p.py:1")
    run.tell(ev.OpDone, "acquire", 1, "p.py:5", "ok", worker=2).tell(ev.OpStarted, "acquire", 1, "p.py:5")
    run.passes()
    assert run.value("deadlock_seen") is False


@pytest.mark.parametrize("order", ["waits first", "ends first"])
def test_a_dead_owner_is_seen(order):
    run = Run().begin(2).tell(ev.ObjectCreated, 1, "Lock", "lock", "p.py:1")
    run.tell(ev.OpDone, "acquire", 1, "p.py:5", "ok", worker=2)
    steps = [lambda: run.tell(ev.OpStarted, "acquire", 1, "p.py:6"), lambda: run.tell(ev.WorkerExited, 0, worker=2)]
    for step in steps if order == "waits first" else reversed(steps):
        assert run.value("dead_owner_seen") is False
        step()
    assert (run.value("dead_owner"), run.value("dead_owner_seen")) == (True, True)


def test_words_and_numbers_are_read_from_whole_lines_however_they_were_written():
    run = Run(texts=["left: 99"], labels=["took", "lost"])
    run.says("left: ").says("99\nlock to").says("ok 12.5 ms\n", worker=1).says("lost=-3", worker=2)
    assert run.value('said("left: 99")') == 1
    assert run.value('number("took")') == 12.5
    assert run.value('number("lost")') == -1, "the line has not ended"
    run.says("\n", worker=2)
    assert run.value('number("lost")') == -3


def test_a_restart_forgets():
    run = crossed().passes().tell(ev.RunStarted, "program.py", (), "fork", "3.11", "linux")
    assert (run.value("deadlock_seen"), run.value('done("acquire")'), run.value("start_method")) == (False, 0, "fork")


def test_knobs_are_those_of_the_run():
    run = Run()
    names = ("lock", "pace", "buffering", 'knob("workers")')
    assert [run.value(name) for name in names] == [True, 0.0, "line", 4]
    for knob, value in (("lock", False), ("pace", 0.5), ("buffering", "block")):
        run.tell(ev.KnobChanged, knob, value, worker=ev.PROGRAM)
    assert [run.value(name) for name in names] == [False, 0.5, "block", 4]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("torn >", "cannot read"),
        ("tron > 0", "'tron' is none of"),
        ("done", "'done' is none of"),
        ("torn()", "'torn' is none of"),
        ("done()", "done takes one or two texts"),
        ("done(1)", "done takes one or two texts"),
        ('said("a", "b")', "said takes one text"),
        ('__import__("os")', "'__import__' is none of"),
        ("torn.real", "has no Attribute"),
        ("[torn]", "has no List"),
        ("torn if lock else 0", "has no IfExp"),
        ("torn in (1, 2)", "has no"),
        ("2 ** 99999999", "has no Pow"),
        ("'a' % torn", "has no Mod"),
        ("(lambda: 0)()", "only "),
        ("x" * 501, "longer than 500"),
        ("None", "no number and no text"),
        ("9223372036854775808 > torn", "too great"),
    ],
)
def test_what_is_no_condition_is_said_with_its_place(text, fault):
    with pytest.raises(LessonError) as error:
        Condition(text, "note.md: shows")
    assert str(error.value).startswith("note.md: shows: ")
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


@given(st.text(alphabet="torn done(\")'>=<+-*/ and or not 0123456789.,[]", max_size=60))
@example("not " * 100 + "torn")
@example("(" * 400)
def test_any_text_is_a_condition_or_a_lesson_error(text):
    try:
        condition = Condition(text, "note.md: shows")
    except LessonError:
        return
    run = Run()
    condition.value(Facts(run.state, run.observed, run.diagnosis, {}))
