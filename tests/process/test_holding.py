"""Pause, step and pace: workers stand at their next operation, and go on as the knobs say."""

import time
from itertools import pairwise

from live import live
from mptui import events as ev
from mptui.model.lifecycle import WorkerState
from vocabulary import watch


def named(run, name):
    return next(event.worker for event in run.kinds(ev.WorkerCreated) if event.name == name)


def pause_all(run):
    """Pause once all three tickers tick; returns them. Main may stand in a join or be held before it."""
    tickers = set()
    while len(tickers) < 3:
        tickers.add(run.until_kind(ev.Output).worker)
    run.turn("pause", True)
    held = set()
    while not tickers <= held:
        held.add(run.until_kind(ev.WorkerPaused, paused=True).worker)
    run.during(0.1)
    return tickers


def writers(events):
    return {event.worker for event in events if isinstance(event, ev.Output)}


def test_paused_workers_write_nothing_until_they_go_on():
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        tickers = pause_all(run)
        assert not writers(run.during(0.4))
        state = run.state
        assert all(state.workers[number].state is WorkerState.PAUSED for number in tickers)
        run.turn("pause", False)
        went_on, wrote = set(), set()
        while not (tickers <= went_on and tickers <= wrote):
            batch = run.take()
            went_on |= {event.worker for event in batch if isinstance(event, ev.WorkerPaused) and not event.paused}
            wrote |= writers(batch)
            assert len(run.events) < 10_000


def test_a_step_lets_one_worker_do_one_operation():
    with live("ticks.py", 0, 0.01, start_method="fork", buffering="line") as run:
        chosen = min(pause_all(run))
        for _ in range(3):
            run.turn("step", chosen)
            run.until_kind(ev.Output, worker=chosen)
            run.until_kind(ev.WorkerPaused, worker=chosen, paused=True)
            assert not writers(run.during(0.2))
            assert run.state.workers[chosen].state is WorkerState.PAUSED
        run.turn("pause", False)
        run.until(lambda event: isinstance(event, ev.Output) and event.worker != chosen)


def test_the_pace_is_a_delay_at_every_fragment():
    quick = watch("ticks.py", 10, 0)
    slow = watch("ticks.py", 10, 0, pace=0.05)
    assert sorted(quick.lines) == sorted(slow.lines)
    assert slow.report["duration_ns"] > 10 * 50_000_000 > quick.report["duration_ns"]
    for name in ("Process-1", "Process-2"):
        times = [event.t for event in slow.kinds(ev.Output) if event.worker == named(slow, name)]
        gaps = [after - before for before, after in pairwise(times)]
        assert len(gaps) == 9
        assert min(gaps) >= 50_000_000


def test_the_pace_can_be_turned_back_while_a_worker_is_held_by_it():
    with live("ticks.py", 3, 0, start_method="fork", pace=60.0) as run:
        run.until_kind(ev.WorkerStarted)
        assert not run.during(0.3) or not run.written()
        began = time.monotonic()
        run.turn("pace", 0.0)
        run.to_the_end()
        assert time.monotonic() - began < 5
        assert len(run.written()) == 9


def test_a_paused_program_can_be_ended():
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        run.until_kind(ev.Output)
        run.turn("pause", True)
        run.until_kind(ev.WorkerPaused)
        run.session.end_program()
        run.to_the_end(5)
        assert run.kinds(ev.RunFinished)[0].exit_code == -9
