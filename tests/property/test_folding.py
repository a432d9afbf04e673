"""What holds of objects and workers that are folded away, whatever happens."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ANY_EVENTS

from mptui import events as ev
from mptui.id_map import IdMap
from mptui.model.lifecycle import GONE
from mptui.model.run_model import RunModel

RETAIN = 3
USES = st.lists(st.tuples(st.integers(1, 12), st.sampled_from(["acquire", "release", "pair"])), max_size=60)


def told(uses):
    """A run that makes twelve locks and uses them so."""
    yield ev.RunStarted(0, 0, 1, "p.py", (), "fork", "3.11", "linux")
    yield ev.WorkerCreated(0, 1, 1, "main", "main", None)
    yield ev.WorkerStarted(0, 1, 2, 100)
    for number in range(1, 13):
        yield ev.ObjectCreated(number, 1, 3, number, "Lock", f"lock_{number % 2}", "p.py:1", own=True)
    held = set()
    for t, (number, op) in enumerate(uses, start=20):
        ops = ("acquire", "release") if op == "pair" else (op,)
        if (number in held) is (op == "release"):
            for each in ops:
                yield ev.OpDone(t, 1, 4, each, number, "p.py:2", "ok")
            held = held ^ {number} if op != "pair" else held


def after(events, retain=RETAIN):
    model = RunModel(counting=True, history=True, retain=retain)
    for event in events:
        model.apply(event)
    return model.state


@given(USES)
def test_nothing_is_forgotten_but_which_one_it_was(uses):
    whole, state = after(told(uses), 1000), after(told(uses))
    assert not state.anomalies
    acquires = sum(shared.acquires for shared in state.objects.values()) + state.folded.totals["Lock", "acquires"]
    assert acquires == sum(shared.acquires for shared in whole.objects.values())
    assert len(state.objects) + state.folded.objects["Lock"] == 12
    kept = {number for number, shared in whole.objects.items() if shared.holders}
    assert kept <= state.objects.keys()
    assert {shared.name for shared in state.objects.values()} <= {"lock_0", "lock_1"}
    assert state.workers[1].holding == whole.workers[1].holding


@given(ANY_EVENTS, st.integers(0, 4))
def test_as_many_are_kept_as_was_asked_for(events, retain):
    state = after(events, retain)
    assert sum(state.count_by_state[kind] for kind in GONE) <= retain + 1 + sum(
        bool(worker.holding) or worker.flavor == "main" for worker in state.workers.values()
    )
    assert Counter(worker.state for worker in state.workers.values()) == +state.count_by_state


@pytest.mark.parametrize("flavor", ["process", "thread"])
def test_workers_that_came_and_went_are_counted(flavor):
    model = RunModel(counting=True, history=True, retain=10)
    model.apply(ev.WorkerCreated(0, 1, 1, "main", "main", None))
    for number in range(2, 202):
        model.apply(ev.WorkerCreated(number, number, 1, f"w{number}", flavor, 1))
        model.apply(ev.WorkerStarted(number, number, 2, 0 if flavor == "thread" else 100 + number))
        model.apply(ev.Output(number, number, 3, "stdout", b"line\n"))
        model.apply(ev.WorkerExited(number, number, 4, 0))
    state = model.state
    assert state.workers[201].tag == "200"
    assert len(state.workers) <= 12
    assert len(state.output.workers) <= 12
    assert state.folded.workers.total() + len(state.workers) == 201
    assert sum(state.output.messages_of.values()) + state.folded.messages == 200 == state.output.messages
    model.apply(ev.WorkerReaped(999, 2, 5, 0))
    assert not state.anomalies
    model.apply(ev.OpDone(1000, 2, 6, "acquire", None, "p.py:1", "ok"))
    assert [one.text for one in state.anomalies] == ["op_done of a worker that ended long ago"]


@given(st.dictionaries(st.integers(0, 2**60), st.integers(0, 65_535), max_size=80))
def test_numbers_of_ids_are_kept(numbers):
    found = IdMap()
    for identifier, number in numbers.items():
        found[identifier] = number
    copied = found.copy()
    assert {identifier: found[identifier] for identifier in numbers} == numbers
    for identifier in numbers:
        found[identifier] = 0
    assert {identifier: copied[identifier] for identifier in numbers} == numbers
    assert found[2**61] == 0
