"""A trace that begins in the middle of a run tells of it what the whole one does."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_moments import EVENTS, MS, facts
from test_moments import Recorder as Story

from mptui import events as ev
from mptui.cli import command_line
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.projections.report import build_report
from mptui.projections.snapshot import clock, snapshot, value_text
from mptui.recording.recorder import Recorder
from mptui.recording.replay_session import ReplaySession
from mptui.recording.trace import Trace
from mptui.recording.writer import TraceWriter, numbered
from mptui.transport import Together

LAST = next(place for place, event in enumerate(EVENTS) if isinstance(event, ev.RunEnded))


def split(path, events, place, **more):
    """The whole run, and the one that is read from a trace which was begun after so many events."""
    whole = RunModel(watcher=Diagnosis(), **more)
    for event in events[:place]:
        whole.apply(event)
    recorder = Recorder(iter([path, path.with_name("second.jsonl")]), whole.state, whole.state.now)
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
    with Trace(tmp_path / "second.jsonl") as trace:
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


@pytest.mark.parametrize("place", range(4, 12))
def test_output_may_be_cut_anywhere(tmp_path, place):
    story = Story(workers=2)
    for data in (b"caf\xc3", b"\xa9 1\n\x1b[3", b"1mred\x1b[0", b"m\n", b"30 %\r", b"\n60 %\r", b"90 %\r\n", b"end"):
        story.happens(ev.Output, 2, "stdout", data)
    start = next(number for number, event in enumerate(story.events) if isinstance(event, ev.Output))
    whole, read = split(tmp_path / "t.jsonl", story.events, start + place - 4)
    assert told(read)[0]["output"] == told(whole)[0]["output"]
    assert told(read)[1] == told(whole)[1]
    assert "café 1" in told(read)[1]


def middle(path, place):
    split(path, EVENTS, place)
    return path


def test_large_facts_do_not_hide_where_it_begins(tmp_path, monkeypatch):
    monkeypatch.setattr("mptui.recording.writer.LINES_MAX", 300)
    with Trace(middle(tmp_path / "t.jsonl.gz", 200)) as trace:
        assert trace.begin == EVENTS[199].t
        assert len(trace.events(0)) == 1


def test_what_is_not_in_the_recording_is_not_made_up(tmp_path, capsys):
    path = tmp_path / "t.jsonl"
    model = RunModel()
    for event in EVENTS[:LAST]:
        model.apply(event)
    recorder = Recorder(iter([path]), model.state, model.state.now)
    recorder.end(model.state.now + MS)
    recorder.close()
    report, suite = tmp_path / "r.json", tmp_path / "r.xml"
    done = CliRunner().invoke(command_line, ["report", str(path), f"--report={report}", f"--junit={suite}"])
    assert done.exit_code == 0
    assert "the program had not ended" in done.output
    facts = json.loads(report.read_text())
    assert (facts["exit_code"], facts["ended_by"]) == (None, None)
    assert b'skipped="1"' in suite.read_bytes()
    early = CliRunner().invoke(command_line, ["export", str(path), "--to", "text", "--at", "0.1"])
    assert "the recording begins" in str(early.exception)


def test_since_when_is_known_of_those_who_waited(tmp_path):
    with Trace(middle(tmp_path / "t.jsonl", LAST)) as trace:
        model = RunModel(history=True)
        for event in trace:
            if isinstance(event, ev.RunEnded):
                break
            model.apply(event)
        begin = trace.begin
    then = snapshot(model.state, model.history, begin)
    waits = {entry.worker.id: entry.since for entry in then.entries if entry.activity.op == "acquire"}
    assert waits == {number: model.state.workers[number].wait.since for number in (2, 3)}
    assert {entry.since for entry in then.entries if entry.worker.id not in (2, 3)} == {None}
    assert value_text(model.state, model.history, model.state.objects[1], begin).endswith(
        f"held by w2 since {clock(model.state.objects[1].since)}"
    )
    assert "or so" in value_text(model.state, model.history, model.state.objects[3], begin)


def test_a_whole_recording_and_one_of_the_middle_have_one_clock(tmp_path):
    whole = tmp_path / "whole.jsonl"
    writer = TraceWriter(whole)
    writer.write(EVENTS)
    writer.close()
    runs = [ReplaySession(path) for path in (whole, middle(tmp_path / "t.jsonl", 200))]
    both = Together(runs)
    assert (both.begin, both.end) == (0, EVENTS[-1].t)
    both.play(on=False)
    both.seek(5 * MS)
    assert [run.now for run in runs] == [5 * MS, EVENTS[199].t + 5 * MS]
    assert both.now == 5 * MS
    for run in runs:
        run.close()


def test_names_of_later_runs():
    assert numbered(Path("a.py-1.jsonl.gz"), 2).name == "a.py-1-2.jsonl.gz"
    assert numbered(Path("trace.jsonl"), 3).name == "trace-3.jsonl"
    assert numbered(Path("trace"), 2).name == "trace-2"
