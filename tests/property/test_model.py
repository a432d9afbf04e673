"""What holds of the model for all runs that there could be."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st
from reference import messages, torn
from strategies import ANY_EVENTS, BARS, FRAGMENTS

from mptui import events as ev
from mptui.model import output as output_module
from mptui.model.lifecycle import MOVES
from mptui.model.lines import LINE_CHARACTERS
from mptui.model.output import CONSOLE_LINES, WORKER_LINES
from mptui.model.run_model import RunModel
from mptui.model.state import ANOMALIES, RECENT_OPERATIONS
from mptui.projections.report import build_report


def after(events):
    model = RunModel()
    state = model.state
    for event in events:
        model.apply(event)
    return state


def view(state):
    """Everything that can be seen of a state, as plain data."""
    log = state.output
    rings = {"console": log.console, **log.workers}
    lines = {
        name: [(line.parts, line.torn, line.cut, line.stream, line.number, line.t) for line in ring.lines]
        for name, ring in rings.items()
    }
    seen = {name: getattr(state, name) for name in state.__struct_fields__ if name not in ("output", "folded")}
    return seen, lines, (log.fragments, log.messages, log.torn, log.stray_bytes, log.messages_of)


BEGINS_IN_THE_MIDDLE = (ev.RecordingStarted, ev.WorkerFound, ev.ObjectFound)


@given(ANY_EVENTS)
def test_apply_is_total(events):
    state = after(events)
    report = build_report(state, 0)
    begun = max((place for place, event in enumerate(events) if isinstance(event, ev.RunStarted)), default=0)
    if not any(isinstance(event, BEGINS_IN_THE_MIDDLE) for event in events):  # whose count goes on from what it tells
        assert report["events"]["received"] == sum(map(ev.weight, events[begun:]))
    assert len(state.anomalies) <= min(state.anomaly_count, ANOMALIES)
    for worker in state.workers.values():
        assert worker.state in MOVES


@given(ANY_EVENTS)
def test_the_same_events_give_the_same_state_and_are_not_changed(events):
    kept = copy.deepcopy(events)
    assert view(after(events)) == view(after(kept))
    assert events == kept


@given(ANY_EVENTS)
def test_a_series_of_holds_is_what_its_operations_are_one_by_one(events):
    events = [*(ev.WorkerCreated(0, who, 0, f"w{who}", "process", None) for who in range(5)), *events]
    events = [event for event in events if not isinstance(event, ev.RunStarted)]
    whole, alone = after(events), after(single for event in events for single in ev.singles(event))
    for name in ("workers", "objects", "received", "lock_order"):
        assert getattr(whole, name) == getattr(alone, name)
    if not whole.anomaly_count:
        assert whole.operations == alone.operations


def outputs(fragments):
    return [ev.Output(place, who, place, "stdout", data) for place, (who, data) in enumerate(fragments, 1)]


def own_text(state, worker):
    ring = state.output.workers.get(worker)
    return "\n".join(line.text for line in ring.lines) if ring is not None else ""


@given(FRAGMENTS, st.randoms(use_true_random=False))
def test_reordering_independent_workers_keeps_each_workers_output(fragments, pick):
    queues = {who: [data for other, data in fragments if other == who] for who, _ in fragments}
    mixed = []
    while left := [who for who, queue in queues.items() if queue]:
        who = pick.choice(left)
        mixed.append((who, queues[who].pop(0)))
    one, two = after(outputs(fragments)), after(outputs(mixed))
    for who in queues:
        assert own_text(one, who) == own_text(two, who)
    assert one.output.messages_of == two.output.messages_of
    assert one.output.messages == two.output.messages


@settings(max_examples=400)
@given(FRAGMENTS)
def test_torn_messages_are_counted_as_a_slow_reader_would(fragments):
    fragments = [(who, data) for who, data in fragments if data]
    log = after(outputs(fragments)).output
    assert log.torn == torn(fragments)
    assert log.messages == sum(ended for *_, ended in messages(fragments))
    assert log.fragments == len(fragments)


@settings(max_examples=400)
@given(BARS)
def test_progress_bars_are_counted_as_a_slow_reader_would(fragments):
    log = after(outputs(fragments)).output
    assert log.torn == torn(fragments)
    assert log.messages == sum(ended for *_, ended in messages(fragments))


@given(FRAGMENTS)
def test_the_end_of_a_run_ends_open_messages(fragments):
    fragments = [(who, data) for who, data in fragments if data]
    created = [ev.WorkerCreated(0, who, 0, f"w{who}", "process", None) for who in range(1, 5)]
    log = after([*created, *outputs(fragments), ev.RunFinished(99, 0, 1, 0)]).output
    assert log.messages == len(messages(fragments))
    assert log.torn == torn(fragments, with_open_ones=True)


@given(FRAGMENTS)
def test_the_console_holds_every_byte_in_the_order_of_arrival(fragments):
    ring = after(outputs(fragments)).output.console
    text = "\n".join(line.text for line in ring.lines) + ("" if ring.open or not ring.lines else "\n")
    assert text == b"".join(data for _, data in fragments).decode()


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 4), st.integers(1, 3000), st.integers(1, 50))
def test_memory_is_bounded_whatever_the_output(workers, length, newlines):
    model = RunModel()
    state = model.state
    line = (b"x" * length + b"\n") * newlines
    for place in range(300):
        for who in range(workers):
            model.apply(ev.Output(place, who, place, "stdout", line))
            model.apply(ev.OpFinished(place, who, place, "put", who, "ok"))
    log = state.output
    assert len(log.console.lines) <= CONSOLE_LINES
    assert all(len(ring.lines) <= WORKER_LINES for ring in log.workers.values())
    assert all(kept.size == len(kept.text) <= LINE_CHARACTERS for kept in log.console.lines)
    assert len(state.operations) <= RECENT_OPERATIONS
    assert len(state.anomalies) <= ANOMALIES
    assert log.console.added == workers * 300 * newlines


def test_a_line_without_end_is_cut_and_its_rest_counted():
    model = RunModel()
    state = model.state
    for place in range(100):
        model.apply(ev.Output(place, place % 7, place, "stdout", b"y" * 100_000))
    (line,) = state.output.console.lines
    assert (line.size, line.cut) == (LINE_CHARACTERS, 100 * 100_000 - LINE_CHARACTERS)
    assert len(line.parts) <= LINE_CHARACTERS
    assert output_module.LINE_CHARACTERS == LINE_CHARACTERS
