"""How workers end, and how that is told."""

import os
import random
import signal
import time

import pytest

from live import live
from mptui import events as ev
from mptui.model.lifecycle import WorkerState
from vocabulary import METHODS, expect, texts, watch

WAYS = {
    "returns": (0, "reaped"),
    "exits": (3, "reaped"),
    "exits_hard": (4, "reaped"),
    "fails": (1, "reaped"),
    "killed": (-9, "killed"),
    "terminated": (-15, "killed"),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("way", WAYS)
def test_every_end_is_told_once_with_its_code(way, method):
    run = watch("endings.py", way, start_method=method)
    code, state = WAYS[way]
    worker = run.worker("ending")
    assert (worker["exit_code"], worker["state"]) == (code, state)
    assert run.status == 0
    assert run.lines[-2:] == [f"exit code {code}", "main ends"] or run.lines[-1] == "main ends"
    told = [event for event in run.events if event.worker == worker["id"]]
    assert len([event for event in told if isinstance(event, ev.WorkerExited)]) == 1
    assert len([event for event in told if isinstance(event, ev.WorkerReaped)]) == 1
    assert isinstance(told[-1], ev.WorkerReaped)
    wrote = texts(run)[worker["id"]]
    lost = way in ("exits_hard", "killed", "terminated")
    assert wrote == "before the end" + ("" if lost else " and after the flush")
    assert run.report["events"]["lost"] == 0
    assert not run.state.anomalies


def test_an_ended_worker_that_nobody_has_waited_for_is_a_zombie_and_then_reaped():
    with live("zombie.py", start_method="fork") as run:
        exited = run.until_kind(ev.WorkerExited)
        assert (exited.exit_code, exited.zombie) == (0, True)
        assert run.state.workers[exited.worker].state is WorkerState.ZOMBIE
        reaped = run.until_kind(ev.WorkerReaped, worker=exited.worker)
        assert reaped.t - exited.t > 300_000_000
        assert run.state.workers[exited.worker].state is WorkerState.REAPED
        run.to_the_end()


def test_a_join_waits_until_the_worker_has_ended():
    run = watch("zombie.py")
    expect(run).worker("early").exits().before(expect(run).worker("MainProcess").joins("early"))


def kill_at_random(workers, kills, seed, pace=0.0):
    """Kill workers of a printing crowd, one at a time, until `kills` are dead. Returns the run and {worker: pid}."""
    pick, killed = random.Random(seed), {}
    with live("crowd.py", workers, 0, start_method="fork", buffering="unbuffered", pace=pace) as run:
        while len(run.kinds(ev.WorkerStarted)) < workers + 1:
            run.take()
        pids = {event.worker: event.pid for event in run.kinds(ev.WorkerStarted) if event.worker != 1}
        for _ in range(kills):
            run.during(pick.random() * 0.01)
            victim = pick.choice(sorted(pids.keys() - killed))
            killed[victim] = pids[victim]
            if pick.random() < 0.5:
                os.kill(pids[victim], signal.SIGKILL)
            else:
                run.session.signal(victim, signal.SIGKILL)
        wait_for_ends(run, set(killed))
        others, wrote = pids.keys() - killed, set()
        while not others <= wrote:
            wrote |= {event.worker for event in run.take() if isinstance(event, ev.Output)}
        for victim in others:
            run.session.signal(victim, signal.SIGTERM)
        run.to_the_end()
    return run, killed


def wait_for_ends(run, workers, limit=30):
    deadline = time.monotonic() + limit
    while not workers <= {event.worker for event in run.kinds(ev.WorkerExited)}:
        run.take()
        assert time.monotonic() < deadline


def check_killed(run, killed):
    state = run.state
    for worker in killed:
        assert state.workers[worker].state is WorkerState.KILLED
        assert state.workers[worker].exit_code == -signal.SIGKILL
    assert not run.kinds(ev.EventsLost)
    for worker, text in texts(run).items():
        if worker == 1:
            continue
        fields = text.replace(";\n", " ").split()
        numbers = [int(field) for field in fields[1::2] if field.isdigit()]
        assert numbers[:-1] == list(range(len(numbers)))[:-1], "a record written before the kill is missing"
    assert run.kinds(ev.RunFinished)[0].exit_code == 0


def test_killing_workers_at_random_hurts_no_other():
    run, killed = kill_at_random(12, 9, seed=1)
    assert len(killed) == 9
    check_killed(run, killed)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_five_hundred_kills_at_random_hurt_no_other():
    for seed in range(10):
        run, killed = kill_at_random(60, 50, seed, pace=0.0005)
        assert len(killed) == 50
        check_killed(run, killed)


def test_a_signal_to_a_worker_that_is_gone_or_a_thread_does_nothing():
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        thread = run.until_kind(ev.WorkerCreated, flavor="thread").worker
        run.until_kind(ev.Output, worker=thread)
        first = next(event.worker for event in run.kinds(ev.WorkerCreated) if event.flavor == "process")
        run.session.signal(first, signal.SIGTERM)
        run.until_kind(ev.WorkerExited, worker=first)
        for worker in (first, thread, 99, 0):
            run.session.signal(worker, signal.SIGKILL)
        assert any(isinstance(event, ev.Output) and event.worker == thread for event in run.during(0.3))
        assert not [event for event in run.kinds(ev.WorkerExited) if event.worker != first]
