"""A restart ends the run and begins another in the same session."""

import pytest

from live import live
from mptui import events as ev
from mptui.runtime.live_session import LiveSession
from mptui.session import RunOptions
from vocabulary import METHODS, program


def test_a_restart_brings_a_new_run_with_the_options_given():
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        old = run.until_kind(ev.WorkerStarted, worker=1).pid
        run.until_kind(ev.Output)
        for method in METHODS:
            run.session.restart(run.session.options.changed(start_method=method))
            started = run.until_kind(ev.RunStarted)
            assert (started.start_method, started.t) == (method, 0)
            assert run.session.options.start_method == method
            assert run.until_kind(ev.WorkerStarted, worker=1).pid != old
            run.until_kind(ev.Output)
        state = run.state
        assert state.start_method == "forkserver"
        assert all(worker.state.alive or worker.flavor != "main" for worker in state.workers.values())


def test_the_old_run_is_finished_before_the_new_one_begins():
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        run.until_kind(ev.Output)
        run.session.restart(run.session.options)
        run.until(lambda event: isinstance(event, ev.RunStarted) and event is not run.events[0])
        kinds = [type(event) for event in run.events]
        assert kinds[0] is ev.RunStarted
        assert kinds[kinds.index(ev.RunStarted, 1) - 1] is ev.RunFinished
        run.until_kind(ev.Output)


def test_many_restarts_in_a_row_end_in_one_run():
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        for pace in range(10):
            run.session.restart(run.session.options.changed(buffering="block" if pace % 2 else "line"))
        run.session.restart(RunOptions(program("family.py"), start_method="fork"))
        run.until(lambda event: isinstance(event, ev.RunStarted) and event.program.endswith("family.py"))
        run.to_the_end()
        assert run.state.exit_code == 0
        assert len(run.state.workers) == 11


def test_a_finished_run_can_be_restarted():
    with live("zombie.py", start_method="fork") as run:
        run.to_the_end()
        run.session.restart(run.session.options)
        assert not run.session.finished
        run.to_the_end()
        assert len(run.kinds(ev.RunFinished)) == 2


def test_knobs_stay_as_they_were_turned():
    with live("parts.py", 3, 0, start_method="fork", buffering="unbuffered") as run:
        run.turn("lock", False)
        run.turn("pace", 0.01)
        run.until_kind(ev.Output)
        run.session.restart(run.session.options)
        run.until(lambda event: isinstance(event, ev.RunStarted) and event is not run.events[0])
        run.until_kind(ev.Output)
        assert (run.session.options.lock, run.session.options.pace) == (False, 0.01)
        mark = len(run.events)
        run.during(0.3)
        assert not [
            event
            for event in run.events[mark:]
            if isinstance(event, (ev.OpFinished, ev.OpDone)) and event.op == "acquire"
        ]


@pytest.mark.parametrize("target", ["/no/such/program.py", "/"])
def test_a_restart_that_cannot_start_is_told_and_the_session_goes_on(target):
    with live("ticks.py", 0, 0.01, start_method="fork") as run:
        run.until_kind(ev.Output)
        run.session.restart(RunOptions(target))
        assert "could not be started" in run.until_kind(ev.ProbeFailed).text
        run.to_the_end()
        run.session.restart(RunOptions(program("zombie.py")))
        run.until_kind(ev.RunStarted, program=program("zombie.py"))
        run.to_the_end()
        assert run.state.exit_code == 0


@pytest.mark.usefixtures("nothing_left")
def test_no_other_run_begins_once_the_session_is_closed():
    run = LiveSession(RunOptions(program("ticks.py"), ("0", "0"), start_method="fork"))
    run.start()
    taken = []
    while not any(isinstance(event, ev.Output | ev.OutputRun) for event in taken):
        taken += run.wait(1)
    run.restart(run.options)
    run.close(taken.extend)
    assert sum(isinstance(event, ev.RunStarted) for event in taken) == 1
    assert isinstance(taken[-1], ev.RunFinished)
