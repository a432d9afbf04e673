"""A recorded run at any moment is the run played up to that moment, wherever one comes from."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mptui import events as ev
from mptui.engine import Engine
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.projections.report import build_report
from mptui.recording import moments
from mptui.recording.moments import Moments, Past
from mptui.recording.replay_session import ReplaySession
from mptui.recording.trace import Trace
from mptui.recording.writer import TraceWriter
from stories import SCOPED, Story

MS = 1_000_000


class Recorder(Story):
    """Keeps the events of its story."""

    def __init__(self, **more):
        self.events = []
        super().__init__(**more)

    def happens(self, kind, worker, *fields, **more):
        self.seqs[worker] = self.seqs.get(worker, 0)
        before = self.t
        super().happens(kind, worker, *fields, **more)
        self.events.append(kind(before + MS, worker, self.seqs[worker], *fields, **more))
        return self


def recorded():
    story = Recorder(workers=4)
    story.object(1).object(2).object(3, "Queue", maxsize=3)
    for turn in range(300):
        worker = 2 + turn % 4
        story.nests(worker, 1, 2)
        story.happens(ev.OpDone, worker, "put", 3, "app.py:7", "ok", "'x'", turn % 3 + 1, None, story.t)
        story.happens(ev.Output, worker, "stdout", f"part {turn} ".encode() + b"\n" * (turn % 3 == 0))
    story.takes(2, 1, SCOPED).takes(3, 2, SCOPED).waits(2, "acquire", 2).waits(3, "acquire", 1)
    story.t += 2_000 * MS
    story.happens(ev.KnobChanged, 0, "pace", 0.5)
    story.happens(ev.RunEnded, 0, "timeout")
    for worker in (2, 3, 4, 5, 1):
        story.happens(ev.WorkerExited, worker, -9, ended_by="mptui")
    return story.happens(ev.RunFinished, 0, -9).events


EVENTS = recorded()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The trace, in many small blocks."""
    path = tmp_path_factory.mktemp("trace") / "t.jsonl.gz"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mptui.recording.writer.LINES_MAX", 1 << 11)
        writer = TraceWriter(path)
        writer.write(EVENTS)
        writer.close()
    return path


@pytest.fixture(scope="module")
def whole(path):
    """It has been read through, with a copy of the run every other block."""
    with pytest.MonkeyPatch.context() as patch, Trace(path) as trace:
        patch.setattr(moments, "APART", 2)
        found = Moments(trace, Past())
        while not found.done:
            found.read_on()
        assert len(trace.blocks) > 20
        yield found


def facts(model):
    """What can be seen of a run."""
    diagnosis = model.watcher
    report = build_report(model.state, 0, diagnosis.with_ends)
    lines = [line.text for line in model.state.output.console.lines]
    return report, lines, model.state.workers, model.state.objects, dict(model.state.knobs), diagnosis.current


def played(t):
    model = RunModel(counting=True, watcher=Diagnosis())
    for place, event in enumerate(EVENTS):
        if place and max(event.t, model.state.now) > t:
            break
        model.apply(event)
    model.watcher.look(model.state, t)
    return facts(model)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(t=st.integers(0, EVENTS[-1].t + MS))
def test_going_to_a_moment_is_playing_up_to_it(whole, t):
    _, model = whole.at(t)
    assert facts(model) == played(t)


def test_one_event_back_and_on_again(whole):
    place, model = whole.at(EVENTS[-1].t)
    count = len(EVENTS)
    while (before := whole.event_before(place, None)) is not None and count > len(EVENTS) - 40:
        place, model = whole.before(before)
        count -= 1
        assert model.state.received == sum(map(ev.weight, EVENTS[:count]))


def test_the_operations_of_one_worker(whole):
    place, _ = whole.at(EVENTS[-1].t)
    before = whole.event_before(place, 3)
    _, model = whole.before(before)
    assert model.state.workers[3].wait is None
    after = whole.operation_after(before, 3)
    _, model = whole.before(after)
    assert model.state.workers[3].wait.op == "acquire"


def test_what_is_worth_looking_at_is_marked(whole):
    kinds = [mark.kind for mark in whole.marks]
    assert kinds.count("finding") == 1
    assert "torn" in kinds
    (finding,) = [mark for mark in whole.marks if mark.kind == "finding"]
    assert finding.text.startswith("DEADLOCK")


@pytest.fixture
def replay(path):
    session = ReplaySession(path)
    engine = Engine(session, model=session.new_model(), transport=session)
    session.start()
    yield session, engine
    session.close()


def until(engine, fits, limit=20):
    deadline = time.monotonic() + limit
    while not fits():
        engine.pump()
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_it_plays_to_its_end(replay):
    session, engine = replay
    session.set_speed(100.0)
    until(engine, lambda: engine.state.finished)
    assert (session.finished, engine.now, session.playing) == (True, session.end, False)
    assert engine.state.received == sum(map(ev.weight, EVENTS))
    until(engine, lambda: session.read >= session.end)


def test_it_does_not_age_while_it_stands_still(replay):
    session, engine = replay
    session.play(on=False)
    session.seek(700 * MS)
    until(engine, lambda: engine.jumps)
    before = engine.now, engine.state.version
    time.sleep(0.05)
    engine.pump()
    assert (engine.now, engine.state.version) == before == (700 * MS, before[1])
    session.step(1)
    until(engine, lambda: engine.state.version > before[1])
    assert engine.state.version == before[1] + 1
    session.step(-1)
    until(engine, lambda: engine.jumps == 2)
    assert engine.state.version == before[1]


def test_it_goes_from_mark_to_mark(replay):
    session, engine = replay
    session.play(on=False)
    until(engine, lambda: session.read >= session.end)
    found = session.seek_mark(1, "finding")
    until(engine, lambda: engine.jumps)
    assert found.kind == "finding"
    assert engine.now == found.t
    assert session.seek_mark(1, "finding") is None
    session.seek(session.end)
    until(engine, lambda: engine.jumps == 2)
    assert session.seek_mark(-1, "finding") == found


def test_steps_are_taken_from_where_one_goes(replay):
    session, engine = replay
    session.play(on=False)
    until(engine, lambda: session.read >= session.end)
    session.seek(700 * MS)
    for _ in range(3):
        session.step(-1)
    until(engine, lambda: engine.jumps and not session.is_jumping)
    session.seek(700 * MS)
    until(engine, lambda: not session.is_jumping)
    whole = engine.state.version
    for _ in range(3):
        session.step(-1)
    until(engine, lambda: not session.is_jumping)
    assert engine.state.version == whole - 3
