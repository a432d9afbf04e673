"""A trace that begins in the middle of a run tells of it what the whole one does."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_moments import EVENTS, MS, facts
from test_moments import Recorder as Story

from mptui import events as ev
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.projections.report import build_report
from mptui.recording.recorder import Recorder
from mptui.recording.trace import Trace

LAST = next(place for place, event in enumerate(EVENTS) if isinstance(event, ev.RunEnded))


def split(path, events, place, **more):
    """The whole run, and the one that is read from a trace which was begun after so many events."""
    whole = RunModel(watcher=Diagnosis(), **more)
    for event in events[:place]:
        whole.apply(event)
    recorder = Recorder(path, whole.state, whole.state.now)
    for event in events[place:]:
        whole.apply(event)
        recorder.follow([event], whole.state)
    recorder.close()
    read = RunModel(watcher=Diagnosis(), **more)
    with Trace(path) as trace:
        for event in trace:
            read.apply(event)
        assert trace.damage == ""
    return whole, read


def told(model):
    report, *others = facts(model)
    report.pop("recorded_from_ns", None)
    return report, *others


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(2, LAST))
def test_it_tells_the_same_wherever_it_begins(tmp_path, place):
    path = tmp_path / f"{place}.jsonl"
    path.unlink(missing_ok=True)
    whole, read = split(path, EVENTS, place)
    assert told(read) == told(whole)
    assert read.state.recorded_from == EVENTS[place - 1].t
    assert [line.torn for line in read.state.output.console.lines] == [
        line.torn for line in list(whole.state.output.console.lines)[-len(read.state.output.console.lines) :]
    ]


def test_what_was_folded_away_is_there_when_it_is_used(tmp_path):
    story = Story(workers=2)
    for number in range(1, 60):
        story.object(number, "Queue")
        story.happens(ev.OpDone, 2, "put", number, "app.py:7", "ok", "'x'", 1, None, story.t)
        story.happens(ev.OpDone, 3, "get", number, "app.py:8", "ok", "'x'", 0, None, story.t)
    middle = len(story.events)
    for number in (3, 7, 58):
        story.happens(ev.OpDone, 2, "put", number, "app.py:7", "ok", "'x'", 1, None, story.t)
    whole, read = split(tmp_path / "t.jsonl.gz", story.events, middle, retain=10)
    assert told(read)[0]["anomalies"] == []
    assert {3, 7, 58} <= read.state.objects.keys() == whole.state.objects.keys()
    assert read.state.objects == whole.state.objects


def test_a_restart_begins_a_whole_trace(tmp_path):
    whole, read = split(tmp_path / "t.jsonl", [*EVENTS[:100], *EVENTS], 50)
    with Trace(tmp_path / "t-2.jsonl") as trace:
        again = RunModel(watcher=Diagnosis())
        for event in trace:
            again.apply(event)
    assert told(again)[0] | {"events": None} == told(whole)[0] | {"events": None}
    assert read.state.received == sum(map(ev.weight, EVENTS[:100]))


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"worker": {"id": 2}},
        {"worker": None},
        {"id": 1, "type": "Lock", "module": "", "name": "", "where": "", "waits": [{}]},
    ],
)
def test_what_makes_no_sense_is_an_anomaly(found):
    model = RunModel(watcher=Diagnosis())
    model.apply(EVENTS[0])
    for event in (
        ev.RecordingStarted(MS, 0, 0, found),
        ev.WorkerFound(MS, 2, 0, found),
        ev.ObjectFound(MS, 0, 0, 1, found),
    ):
        model.apply(event)
    assert model.state.anomaly_count == 3
    assert build_report(model.state, 0, [])["workers"] == []
