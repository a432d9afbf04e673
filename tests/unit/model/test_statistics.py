import random

import pytest

from mptui import events as ev
from mptui.model.histogram import ERROR, Histogram
from mptui.model.run_model import RunModel
from mptui.model.statistics import MOST_OBJECTS, RECENT, SLOT_NS, SLOTS, RecentValues
from mptui.projections import object_facts as facts

MS, SEC = 1_000_000, 1_000_000_000
WHERE = "p.py:9"


def model_after(*events, counting=True):
    model = RunModel(counting=counting)
    for number, name in enumerate("mABC", start=1):
        model.apply(ev.WorkerCreated(0, number, 0, name, "main" if name == "m" else "process", None))
        model.apply(ev.WorkerStarted(0, number, 0, 100 + number))
    for event in events:
        model.apply(event)
    return model


def run(*events, **options):
    return model_after(*events, **options).state


def made(number=1, kind="Lock", name="lock", **more):
    return ev.ObjectCreated(0, 1, 0, number, kind, name, "p.py:1", **more)


def began(t, worker, op="acquire", target=1):
    return ev.OpStarted(t, worker, 0, op, target, WHERE)


def ended(t, worker, op="acquire", target=1, **more):
    return ev.OpFinished(t, worker, 0, op, target, more.pop("outcome", "ok"), **more)


def done(t, worker, op, target=1, **more):
    return ev.OpDone(t, worker, 0, op, target, WHERE, more.pop("outcome", "ok"), began=more.pop("began", t), **more)


@pytest.mark.parametrize("scale", [1, 40, 5_000, 3 * SEC])
def test_quantiles_are_within_the_stated_error_and_the_greatest_is_exact(scale):
    pick = random.Random(scale)
    times = [int(pick.lognormvariate(3, 2) * scale) for _ in range(4000)]
    histogram = Histogram()
    histogram.add_all(times[:2000])
    for ns in times[2000:]:
        histogram.add(ns)
    times.sort()
    for share in (0.01, 0.5, 0.9, 0.99, 1.0):
        exact = times[max(-(-int(share * 4000) // 1) - 1, 0)]
        assert abs(histogram.quantile(share) - exact) <= exact * ERROR + 0.5
    assert histogram.summary[2] == times[-1]
    assert histogram.count == 4000


def test_a_histogram_stays_small_whatever_comes():
    histogram = Histogram()
    for power in range(64):
        for part in range(64):
            histogram.add((1 << power) + (part << power >> 6))
    assert len(histogram.buckets) < 1000
    assert histogram.add(-5) is None
    assert histogram.quantile(0) == 0
    assert Histogram().summary is None


def test_wait_and_hold_are_taken_from_the_operations():
    state = run(
        made(), began(1 * MS, 2), ended(4 * MS, 2), began(5 * MS, 3), done(10 * MS, 2, "release"), ended(10 * MS, 3)
    )
    stats = state.stats[1]
    assert (stats.wait.count, stats.wait.longest) == (2, 5 * MS)
    assert stats.hold.summary[2] == 6 * MS
    assert [(take.worker, take.since, take.where) for take in facts.holdings(state.objects[1])] == [(3, 10 * MS, WHERE)]
    assert facts.holders_text(state, state.objects[1]) == "B"


def test_what_still_goes_on_counts_as_long_as_it_has_lasted():
    model = model_after(made(), *(done(t, 2, op) for t, op in ((0, "acquire"), (66_000, "release"), (SEC, "acquire"))))
    state = model.state
    model.apply(began(2 * SEC, 3))
    lock, now = state.objects[1], 32 * SEC
    assert facts.times_of(state, lock, "hold", now)[2] == 31 * SEC
    assert facts.times_of(state, lock, "wait", now)[2] == 30 * SEC
    assert facts.BY_COLUMN["holdmax"].value(state, lock, now) == 31 * SEC
    assert state.stats[1].hold.summary[2] == 66_000, "what is counted are the ended ones"
    model.apply(done(now, 2, "release"))
    model.apply(ended(now, 3))
    model.apply(done(now + 5, 3, "release"))
    assert facts.times_of(state, state.objects[1], "hold", now + SEC)[2] == 31 * SEC
    assert state.stats[1].hold.count == 3


def test_the_time_of_a_nested_hold_is_the_outermosts():
    state = run(made(kind="RLock"), done(0, 2, "acquire"), done(4 * SEC, 2, "acquire"), done(5 * SEC, 2, "release"))
    assert facts.times_of(state, state.objects[1], "hold", 9 * SEC)[2] == 9 * SEC
    assert [take.since for take in facts.holdings(state.objects[1])] == [0]


def test_an_rlock_counts_from_its_first_acquire_to_its_last_release():
    state = run(
        made(kind="RLock"), *(done(t * MS, 2, op) for t, op in enumerate(("acquire", "acquire", "release", "release")))
    )
    assert (state.stats[1].hold.count, state.stats[1].hold.longest) == (1, 3 * MS)


def test_a_semaphore_counts_every_permit():
    events = (done(0, 2, "acquire"), done(2 * MS, 3, "acquire"), done(5 * MS, 2, "release"), done(9 * MS, 3, "release"))
    state = run(made(kind="Semaphore", depth=2), *events)
    assert (state.stats[1].hold.count, state.stats[1].hold.longest) == (2, 7 * MS)
    assert facts.holdings(state.objects[1]) == []


@pytest.mark.parametrize("kind", ["Lock", "Semaphore"])
def test_what_others_release_is_held_by_nobody_and_for_no_time(kind):
    own = (done(0, 2, "acquire"), done(1 * MS, 2, "release"))
    model = model_after(made(kind=kind, depth=1), *own, done(2 * MS, 2, "acquire"), done(9 * MS, 3, "release"))
    state = model.state
    assert (state.stats[1].hold.count, state.objects[1].takes) == (0, ())
    model.apply(done(10 * MS, 2, "acquire"))
    assert state.workers[2].holding == ()
    assert facts.holders_text(state, state.objects[1]) == ("taken by A" if kind == "Lock" else facts.UNKNOWN)


def test_a_series_of_holds_counts_as_its_operations_do():
    times = tuple(range(1000, 90_000, 700))[:80]
    whole = run(made(), ev.LockCycles(times[-1], 2, 80, 1, WHERE, "p.py:10", times)).stats[1]
    alone = run(made(), *ev.singles(ev.LockCycles(times[-1], 2, 80, 1, WHERE, "p.py:10", times))).stats[1]
    assert whole == alone
    assert (whole.hold.count, whole.hold.longest, whole.wait.longest) == (40, 700, 0)
    assert len(whole.recent) == RECENT


def test_nothing_is_counted_unless_asked_for_and_never_for_too_many_objects():
    assert run(made(), done(1, 2, "acquire"), counting=False).stats == {}
    many = [made(number) for number in range(MOST_OBJECTS + 5)]
    state = run(*many, *(done(1, 2, "acquire", number) for number in range(MOST_OBJECTS + 5)))
    assert len(state.stats) == MOST_OBJECTS
    assert facts.rate_of(state, state.objects[MOST_OBJECTS + 1]) is None


def test_a_new_run_begins_to_count_anew():
    model = model_after(made(), done(1, 2, "acquire"))
    state = model.state
    model.apply(ev.RunStarted(0, 0, 0, "p.py", (), "fork", "3.11", "linux"))
    assert state.counting
    assert state.stats == {}


def test_a_course_keeps_the_greatest_of_each_slot_and_goes_on_while_nothing_happens():
    recent = RecentValues()
    for t, depth in ((0, 1), (1, 3), (2, 2), (SLOT_NS, 0), (3 * SLOT_NS, 5)):
        recent.note(t, depth)
    assert recent.last(3 * SLOT_NS, 4) == [3, 2, 0, 5]
    assert recent.last(6 * SLOT_NS, 4) == [5, 5, 5, 5]
    recent.note(1000 * SLOT_NS, 1)
    assert len(recent.values) == SLOTS
    assert recent.last(1001 * SLOT_NS, 3) == [5, 5, 1]


def test_throughput_is_what_was_got_per_second():
    puts = [done(n * 10 * MS, 2, "put", depth=1) for n in range(600)]
    gets = [done(n * 20 * MS, 3, "get", depth=0) for n in range(300)]
    events = sorted((*puts, *gets), key=lambda event: event.t)
    state = run(made(kind="Queue", name="jobs", maxsize=3), *events)
    assert facts.rate_of(state, state.objects[1]) == pytest.approx(50, rel=0.02)
    late = run(made(), began(0, 2), ended(20 * SEC, 2))
    assert facts.rate_of(late, late.objects[1]) == 0


def test_the_table_sorts_by_every_column_both_ways_and_puts_the_unknown_last():
    state = run(
        made(1, name="zeta"), made(2, name="Alpha"), made(3, "Queue", "mid", maxsize=2),
        done(0, 2, "acquire", 1), done(9 * MS, 2, "release", 1), done(10 * MS, 3, "acquire", 2),
        began(11 * MS, 2, target=2),
    )  # fmt: skip

    def by(name, backwards=False):
        return [shared.id for shared in facts.ordered(state, facts.BY_COLUMN[name], backwards, state.now)]

    assert by("name") == [2, 3, 1]
    assert by("name", True) == [1, 3, 2]
    assert by("waiting")[0] == 2
    assert by("hold99") == [1, 2, 3]
    assert by("hold99", True) == [2, 1, 3]
    for column in facts.COLUMNS:
        assert sorted(by(column.id)) == [1, 2, 3]
    assert facts.order_words(facts.BY_COLUMN["hold99"], False) == "by 99th percentile of time held, most first"


def test_a_worker_leads_to_the_object_it_waits_for_else_to_one_it_holds():
    state = run(made(1), made(2), done(0, 2, "acquire", 1), began(5, 2, target=2), done(6, 3, "acquire", 1))
    assert facts.object_of(state, state.workers[2]) == 2
    assert facts.object_of(state, state.workers[3]) == 1
    assert facts.object_of(state, state.workers[4]) is None
    assert facts.object_of(state, None) is None


@pytest.mark.parametrize(
    ("ns", "text"),
    [(0, "0"), (5, "5 ns"), (1499, "1.5 µs"), (123_456, "120 µs"), (999_600, "1.0 ms"), (3_400_000, "3.4 ms"),
     (1_200_000_000, "1.2 s"), (75 * SEC, "75 s"), (599 * SEC, "599 s"), (3600 * SEC, "60 min"), (None, facts.UNKNOWN)],
)  # fmt: skip
def test_short_time(ns, text):
    assert facts.short_time(ns) == text
    assert len(text) <= 7


def test_sparkline():
    assert facts.sparkline([0, 1, 2, 3], 3) == "▁▄▆█"
    assert facts.sparkline([1], 1000) == "▂"
    assert facts.sparkline([0, 0]) == "▁▁"
    assert facts.sparkline([]) == ""
