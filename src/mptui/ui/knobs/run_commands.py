"""What the keys do to the run: knobs, restart, signals."""

import signal
from typing import TYPE_CHECKING

from mptui.model.lifecycle import WorkerState
from mptui.projections.signals import signal_name
from mptui.projections.wording import name_of
from mptui.session import START_METHODS
from mptui.ui.paint.text import plain

if TYPE_CHECKING:
    from mptui.session import RunOptions
    from mptui.ui.main_screen import MainScreen


class RunCommands:
    """Handlers of the actions on knobs and on the run. They send commands; what comes of them arrives as events."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._session = screen.engine.session
        self._desk = screen.desk

    def turn_lock(self) -> None:
        """Locks on or off."""
        self._desk.turn("lock", not self._desk.lock)

    def grow_queue(self) -> None:
        """A bigger maxsize."""
        self._desk.move_maxsize(1, self._screen.ui.object)

    def shrink_queue(self) -> None:
        """A smaller maxsize."""
        self._desk.move_maxsize(-1, self._screen.ui.object)

    def pace_faster(self) -> None:
        """Less delay."""
        self._desk.move_pace(-1)

    def pace_slower(self) -> None:
        """More delay."""
        self._desk.move_pace(1)

    def turn_pause(self) -> None:
        """Hold the workers, or let them go on."""
        self._desk.turn("pause", not self._desk.paused)

    def step(self) -> None:
        """One operation of the selected worker, or of the one paused longest; pauses first."""
        if not self._desk.paused:
            self._desk.turn("pause", True)
            return
        chosen = self._screen.ui.chosen_worker
        held = [worker for worker in self._screen.ui.workers if worker.state is WorkerState.PAUSED]
        if not held:
            self._screen.say("nobody stands at an operation: some run, some wait in one")
            return
        first = min(held, key=lambda worker: (chosen is None or worker.id != chosen.id, worker.since))
        self._desk.turn("step", first.id)

    def restart(self) -> None:
        """The same again."""
        self._restart(self._session.options, "restarting")

    def next_buffering(self) -> None:
        """Restart with the next buffering."""
        buffering = self._desk.next_buffering()
        self._restart(self._session.options.changed(buffering=buffering), f"restarting: output {buffering}")

    def next_start_method(self) -> None:
        """Restart with the next start method, of those that the lesson can be run with."""
        lesson = self._screen.lesson_run.lesson
        needs = lesson.needs if lesson is not None else ()
        method = self._desk.next_start_method(needs or START_METHODS)
        if method is not None:
            self._restart(self._session.options.changed(start_method=method), f"restarting: start method {method}")
        elif lesson is not None and needs:
            self._screen.say(f"lesson {lesson.name} needs start method {needs[0]}: {lesson.needs_why}")
        else:
            self._screen.say("there is no other start method here")

    def fewer_workers(self) -> None:
        """Restart the lesson with one worker less."""
        self._count(-1)

    def more_workers(self) -> None:
        """Restart the lesson with one worker more."""
        self._count(1)

    def _count(self, step: int) -> None:
        lesson = self._screen.lesson_run.lesson
        if lesson is None:
            return
        from mptui.labs.catalog import step_knob

        options = step_knob(lesson, self._session.options, "workers", step)
        if options == self._session.options:
            self._screen.say("that is as far as this lesson goes")
            return
        self._restart(options, "restarting with one worker " + ("more" if step > 0 else "less"))

    def _restart(self, options: "RunOptions", text: str) -> None:
        self._screen.restart(options)
        self._screen.say(text)

    def terminate_worker(self) -> None:
        """SIGTERM for the selected worker, after asking."""
        self._ask(signal.SIGTERM)

    def kill_worker(self) -> None:
        """SIGKILL for the selected worker, after asking."""
        self._ask(signal.SIGKILL)

    def _ask(self, number: signal.Signals) -> None:
        worker = self._screen.ui.chosen_worker
        if worker is None:
            return
        name, word = (
            plain(name_of(self._screen.engine.state, worker.id)),
            signal_name(number, self._screen.engine.state.platform),
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self._session.signal(worker.id, number)

        question = f"Send {word} to {name} (pid {worker.pid})?"
        from mptui.ui.dialogs.confirm import Confirm

        self._screen.app.push_screen(Confirm(question), answered)
