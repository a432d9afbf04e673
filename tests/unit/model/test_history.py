import itertools
import random

import pytest

from mptui import events as ev
from mptui.model.history import ACTIVITIES, OBJECTS, TRACKS, TURNS
from mptui.model.lifecycle import WorkerState
from mptui.model.run_model import RunModel
from mptui.model.slots import KEPT, LEVELS, SLOT_NS, WHOLE, Level, pack, unpack
from mptui.model.state import RunState
from mptui.model.track import (
    ABSENT,
    BLOCKED,
    CHANGES,
    CODE_SHIFT,
    HOLDING,
    MARKS,
    OPERATION_BIT,
    OUTPUT_BIT,
    RUNNING,
    Track,
)
from mptui.model.values import RECENT, SAMPLES, Values
from mptui.projections.snapshot import activity_text, snapshot, turn_text, value_text

MS = 1_000_000
SEC = 1_000 * MS
KIND = 7


class Past:
    """A state and its history, fed event by event; times in ms."""

    def __init__(self, *names):
        self.model, self.now = RunModel(history=True), 0
        self.state, self.history = self.model.state, self.model.history
        self.feed(ev.RunStarted(0, 0, 0, "p.py", (), "fork", "3.11", "linux"))
        for number, name in enumerate(names, start=1):
            self.feed(ev.WorkerCreated(0, number, 1, name, "process", None))
            self.feed(ev.WorkerStarted(0, number, 2, 100 + number))

    def feed(self, event):
        self.model.apply(event)
        self.now = max(self.now, event.t)

    def lock(self, number=1, kind="Lock", name="lock", maxsize=None):
        self.feed(ev.ObjectCreated(0, 1, 3, number, kind, name, "p.py:1", maxsize))

    def begin(self, ms, worker, op="acquire", target=1):
        self.feed(ev.OpStarted(ms * MS, worker, 4, op, target, "p.py:9"))

    def end(self, ms, worker, op="acquire", target=1, depth=None):
        self.feed(ev.OpFinished(ms * MS, worker, 5, op, target, "ok", None, depth))

    def done(self, ms, worker, op="acquire", target=1, depth=None):
        self.feed(ev.OpDone(ms * MS, worker, 5, op, target, "p.py:9", "ok", None, depth))

    def cell(self, worker, begin, end, now=None):
        history, now = self.history, self.now if now is None else now * MS
        return history.cell(history.tracks[worker], int(begin * MS), int(end * MS), now)

    def told(self, ms, worker):
        return activity_text(self.state, snapshot(self.state, self.history, ms * MS).of(worker))


def test_ten_slots_are_one_of_the_level_above_whatever_the_way_they_came():
    whole = pack([WHOLE, 0, 0, 0], 0, 0)
    coarse = Level(100, 0, None)
    fine = Level(10, 0, coarse)
    for count in (3, 4, 25, 1, 7):
        fine.extend(whole, 5, count)
    assert len(fine.slots) == 40
    assert [unpack(slot)[0][0] for slot in coarse.slots] == [WHOLE] * 4
    assert coarse.end == fine.end == 400


def test_fields_of_ten_full_slots_do_not_run_into_each_other():
    full = pack([WHOLE + 1] * 4, 99, 99)
    spent, output, operations = unpack(full * 10)
    assert spent == [10 * (WHOLE + 1)] * 4
    assert output == operations == 250


def test_levels_are_bounded_and_a_long_rest_costs_no_more():
    track = Track(0)
    track.move(RUNNING, 1, 0)
    track.advance(10**6 * SEC)
    assert all(len(level.slots) <= 2 * KEPT for level in track.levels)
    assert track.cell(10**6 * SEC - SEC, 10**6 * SEC, 10**6 * SEC) & KIND == RUNNING
    for step in range(3 * CHANGES):
        track.move(RUNNING + step % 2, 1 + step % 2, (10**6 + step) * SEC)
        track.wrote((10**6 + step) * SEC)
    assert len(track.times) <= 2 * CHANGES
    assert len(track.outputs) <= 2 * MARKS
    assert track.dropped


@pytest.mark.parametrize("seed", range(5))
def test_cells_say_what_took_most_at_any_zoom(seed):
    """Compared with plain addition over the true changes."""
    chance = random.Random(seed)
    track, changes, t = Track(0), [], 0
    for _ in range(400):
        kind = chance.choice((RUNNING, HOLDING, BLOCKED))
        track.move(kind, kind, t)
        changes.append((t, kind))
        t += chance.choice((3, 40, 700)) * MS + chance.randrange(MS)
    changes.append((t, ABSENT))
    for cell in (20 * MS, 100 * MS, 500 * MS, 2 * SEC):
        for begin in range(0, t - cell, max(cell, t // 200 // cell * cell)):
            spent = [0, 0, 0, 0]
            for (since, kind), (until, _) in itertools.pairwise(changes):
                spent[kind] += max(min(until, begin + cell) - max(since, begin), 0)
            first, second = sorted(spent)[:1:-1]
            oldest = track.levels[0].first * SLOT_NS
            if first - second > cell // 5 and begin >= oldest:
                assert track.cell(begin, begin + cell, t) & KIND == spent.index(first), (cell, begin, spent)


def test_the_fine_zoom_goes_by_the_changes_themselves_and_falls_back_on_slots():
    past = Past("A")
    past.lock()
    past.begin(100, 1)
    past.end(104, 1)
    past.begin(106, 1, "release")
    assert past.cell(1, 101, 102) & KIND == BLOCKED
    assert past.cell(1, 105, 105.5) & KIND == HOLDING
    assert past.cell(1, 50, 51) & KIND == RUNNING
    assert past.cell(1, 104, 104.5) & OPERATION_BIT
    for step in range(2 * CHANGES):
        past.begin(200 + step, 1)
        past.end(200 + step, 1)
    past.now += SEC
    assert past.cell(1, 105, 105.5) & KIND == BLOCKED, "the slot of 10 ms: it was blocked for most of it"
    assert past.history.tracks[1].grain(105 * MS) == SLOT_NS
    assert past.history.tracks[1].grain(past.now) == 0


def test_what_is_not_past_yet_is_blank_and_the_present_goes_on():
    past = Past("A")
    past.lock()
    past.begin(100, 1)
    assert past.cell(1, 100, 200, now=100) == ABSENT
    assert past.cell(1, 5_000, 5_100, now=6_000) & KIND == BLOCKED
    assert past.cell(1, 0, 100, now=6_000) & KIND == RUNNING
    past.end(7_000, 1)
    assert past.cell(1, 6_000, 6_100) & KIND == BLOCKED, "looking does not change what comes late"


def test_an_event_that_comes_late_counts_as_now_and_after_the_end_there_is_nothing():
    track = Track(5 * SEC)
    track.move(RUNNING, 1, 5 * SEC)
    track.move(BLOCKED, 2, 4 * SEC)
    track.move(ABSENT, 3, 6 * SEC)
    assert track.cell(5 * SEC, 6 * SEC, 9 * SEC) & KIND == BLOCKED
    assert track.cell(7 * SEC, 8 * SEC, 9 * SEC) & KIND == ABSENT


def test_output_leaves_marks_and_runs_of_it_too():
    past = Past("A", "B")
    past.feed(ev.Output(105 * MS, 1, 1, "stdout", b"x"))
    past.feed(ev.OutputRun(206 * MS, 0, 0, [(205 * MS, 2, 1, "stdout", b"x"), (206 * MS, 1, 1, "stdout", b"x")]))
    past.feed(ev.Output(1, 99, 1, "stdout", b"x"))
    past.now = SEC
    assert past.cell(1, 100, 110) & OUTPUT_BIT
    assert not past.cell(1, 110, 120) & OUTPUT_BIT
    assert past.cell(1, 200, 300) & OUTPUT_BIT
    assert past.cell(2, 200, 210) & OUTPUT_BIT
    assert past.cell(2, 205, 206) & OUTPUT_BIT


def test_the_past_is_told_in_words():
    past = Past("A", "B")
    past.lock()
    past.done(100, 1)
    past.begin(200, 2)
    past.done(300, 1, "release")
    past.end(301, 2)
    assert past.told(50, 1) == "running since 0.000 s"
    assert past.told(250, 1) == "running since 0.100 s, held lock"
    assert past.told(250, 2) == "blocked in acquire of lock since 0.200 s"
    assert past.told(310, 2) == "running since 0.301 s, held lock"
    past.feed(ev.WorkerExited(400 * MS, 2, 9, -9))
    assert past.told(450, 2) == "killed since 0.400 s without having released lock"
    found = snapshot(past.state, past.history, 250 * MS)
    assert found.counts == [(1, "running and holding"), (1, "blocked")]
    assert [(group.op, group.object, len(group.entries)) for group in found.waiting] == [("acquire", 1, 1)]
    assert [entry.worker.name for entry in found.holders[1]] == ["A"]
    assert value_text(past.state, past.history, past.state.objects[1], 250 * MS) == "lock: held by A since 0.100 s"
    assert value_text(past.state, past.history, past.state.objects[1], 50 * MS) == "lock: nothing yet"


def test_a_join_and_a_queue_are_told_too():
    past = Past("A", "B")
    past.lock(1, "Queue", "jobs", maxsize=2)
    past.feed(ev.OpStarted(100 * MS, 1, 3, "join", None, "p.py:7", 2))
    past.begin(150, 2, "put")
    past.end(160, 2, "put", depth=1)
    assert past.told(170, 1) == "blocked in join of B since 0.100 s"
    jobs = past.state.objects[1]
    assert value_text(past.state, past.history, jobs, 170 * MS) == "jobs: 1 of 2 in it since 0.160 s"
    past.feed(ev.KnobChanged(200 * MS, 0, 1, "maxsize", 5, 1))
    assert value_text(past.state, past.history, past.state.objects[1], 170 * MS) == "jobs: 1 in it since 0.160 s"
    turn = snapshot(past.state, past.history, 205 * MS).turns[0]
    assert turn_text(past.state, turn) == "maxsize 5 of jobs"


def test_a_series_of_holds_is_one_stretch():
    past = Past("A")
    past.lock()
    past.feed(ev.LockCycles(400 * MS, 1, 9, 1, "p.py:3", "p.py:4", tuple(range(200 * MS, 401 * MS, MS))))
    assert past.cell(1, 250, 300) & KIND == HOLDING
    assert past.told(300, 1) == "running, took and released lock over and over since 0.200 s"
    past.now = SEC
    assert past.cell(1, 450, 500) & KIND == RUNNING
    assert past.history.objects[1].at(300 * MS)[0] == 1
    assert past.history.objects[1].at(450 * MS)[0] == 0


def test_values_keep_the_whole_run_by_samples_and_say_from_when_they_are_exact():
    values = Values(holds=False)
    for step in range(10 * SAMPLES):
        values.note(step * MS, step % 7)
        assert len(values.times) <= SAMPLES + 2 * RECENT
    gaps = [after - before for before, after in itertools.pairwise(values.times)]
    assert values.times[0] == 0
    assert max(gaps) <= 2 * 10 * SAMPLES * MS // (SAMPLES // 4), "the whole run is sampled alike"
    assert list(values.times) == sorted(values.times)
    assert values.at(SAMPLES * MS)[0] is not None
    assert values.at(10 * SAMPLES * MS)[0] == (10 * SAMPLES - 1) % 7
    assert values.exact > 0
    assert values.most((10 * SAMPLES - 10) * MS, 10 * SAMPLES * MS) == 6
    assert values.at(-1) == (None, 0)


def test_workers_objects_turns_and_standings_are_bounded():
    past = Past("A")
    for number in range(2, TRACKS + 50):
        past.feed(ev.WorkerCreated(number, number, 1, f"w{number}", "thread", 1))
        past.feed(ev.WorkerStarted(number, number, 2, 1))
        past.feed(ev.WorkerExited(number, number, 3, 0))
    assert len(past.history.tracks) <= TRACKS
    assert 1 in past.history.tracks, "who lives is kept"
    for number in range(ACTIVITIES + 100):
        past.lock(number, name=f"l{number}")
        past.begin(number, 1, target=number)
        past.end(number, 1, target=number)
        past.done(number, 1, "release", number)
        past.feed(ev.KnobChanged(number, 0, 1, "pace", 0.1))
    assert len(past.history.objects) <= OBJECTS
    assert len(past.history.turns) <= TURNS
    codes = {past.cell(1, at, at + 5) >> CODE_SHIFT for at in range(ACTIVITIES - 200, ACTIVITIES + 50, 5)}
    assert max(codes) <= ACTIVITIES + 10
    assert past.told(ACTIVITIES + 50, 1)


def test_a_new_run_begins_empty():
    past = Past("A")
    past.feed(ev.KnobChanged(5, 0, 1, "lock", False))
    past.history.clear()
    assert (past.history.tracks, past.history.objects, len(past.history.turns)) == ({}, {}, 0)


def test_what_is_older_than_the_coarsest_slots_is_said_to_be_gone():
    track = Track(0)
    track.move(RUNNING, 1, 0)
    length = SLOT_NS * 10 ** (LEVELS - 1)
    track.advance(3 * KEPT * length)
    assert track.oldest == 2 * KEPT * length
    assert track.cell(0, length, track.t) == ABSENT
    assert WorkerState.RUNNING.word in activity_text(RunState(), entry_of(track))


def entry_of(track):
    from mptui.model.history import Activity
    from mptui.projections.snapshot import WorkerActivity

    assert track.at(track.t)[0] == 1
    return WorkerActivity(None, Activity(WorkerState.RUNNING), None)


def test_nothing_is_drawn_of_a_worker_before_there_was_one():
    track = Track(3_547 * MS)
    track.move(RUNNING, 0, 3_547 * MS)
    track.wrote(3_600 * MS)
    track.advance(40 * SEC)
    assert track.cell(3_000 * MS, 3_500 * MS, 40 * SEC) == ABSENT
    assert track.cell(3_500 * MS, 3_650 * MS, 40 * SEC) & OUTPUT_BIT
    assert track.cell(0, 2 * SEC, 40 * SEC) == ABSENT
