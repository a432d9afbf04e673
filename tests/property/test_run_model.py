"""What holds of a RunModel for all events that there could be."""

import copy

from hypothesis import given
from hypothesis import strategies as st
from strategies import ANY_EVENTS, FRAGMENTS

from mptui import events as ev
from mptui.model.lifecycle import MOVES, WorkerState
from mptui.model.observed import Observed
from mptui.model.run_model import RunModel


def seen(thing):
    """All that can be found in a thing, as plain data."""
    if isinstance(thing, dict):
        return {key: seen(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple) or type(thing).__name__ == "deque":
        return [seen(value) for value in thing]
    if hasattr(thing, "__struct_fields__"):
        return [seen(getattr(thing, name)) for name in thing.__struct_fields__ if "shared" not in name]
    names = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    if not names and not (hasattr(thing, "__dict__") and type(thing).__module__.startswith("mptui.")):
        return thing.getstate() if hasattr(thing, "getstate") else thing
    if type(thing).__module__.startswith("mptui.") and not isinstance(thing, WorkerState):
        return [seen(getattr(thing, name)) for name in names or vars(thing) if "shared" not in name and name != "seen"]
    return thing


def model_of(events=()):
    model = RunModel(counting=True, history=True, observed=Observed(frozenset({"a"}), frozenset({"b"})))
    for event in events:
        model.apply(event)
    return model


def everything(model):
    return [seen(part) for part in (model.state, model.history, model.observed)]


@given(ANY_EVENTS)
def test_it_says_what_changed_and_nothing_else_did(events):
    model = model_of()
    for event in events:
        workers, objects = dict(model.state.workers), dict(model.state.objects)
        change = model.apply(event)
        if isinstance(event, ev.RunStarted):
            continue
        assert set(change.workers) >= {key for key, one in model.state.workers.items() if workers.get(key) is not one}
        assert set(change.objects) >= {key for key, one in model.state.objects.items() if objects.get(key) is not one}
        assert len(set(change.workers)) == len(change.workers)
        assert change.operation is None or change.operation is model.state.operations[-1]


@given(ANY_EVENTS)
def test_the_counts_are_those_of_the_workers(events):
    state = model_of(events).state
    for kind in WorkerState:
        assert state.count_by_state[kind] == sum(worker.state is kind for worker in state.workers.values())


@given(ANY_EVENTS)
def test_a_worker_moves_as_the_table_says_whatever_comes(events):
    model = model_of()
    for event in events:
        before = dict(model.state.workers)
        model.apply(event)
        for number, worker in model.state.workers.items() if not isinstance(event, ev.RunStarted) else ():
            was = before[number].state if number in before else worker.state
            assert worker.state is was or worker.state in MOVES[was]


@given(ANY_EVENTS)
def test_nobody_waits_who_has_ended(events):
    state = model_of(events).state
    waits = [wait for shared in state.objects.values() for wait in shared.waits]
    assert not [wait for wait in waits if state.workers[wait.worker].state.ended]
    assert not [worker for worker in state.workers.values() if worker.state.ended and worker.wait is not None]


@given(ANY_EVENTS, ANY_EVENTS)
def test_a_copy_and_its_original_go_on_apart(before, after):
    model = model_of(before)
    copied = model.copy()
    then = copy.deepcopy(everything(copied))
    for event in after:
        model.apply(event)
    assert everything(copied) == then
    for event in after:
        copied.apply(event)
    assert everything(copied) == everything(model)


@given(FRAGMENTS, st.integers(0, 60))
def test_a_copied_ring_does_not_change(fragments, place):
    model = model_of()
    rings = []
    for number, (worker, data) in enumerate(fragments):
        model.apply(ev.Output(number, worker, number, "stdout", data))
        if number == place:
            rings = [ring.copy() for ring in (model.state.output.console, *model.state.output.workers.values())]
            then = [[(line.parts, line.torn, line.size) for line in ring.copy().lines] for ring in rings]
    if rings:
        assert [[(line.parts, line.torn, line.size) for line in ring.lines] for ring in rings] == then
