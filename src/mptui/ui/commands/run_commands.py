"""What the keys do to the run: knobs, restart, signals. What comes of a command arrives as events."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING

from mptui.findings.remedies import Remedy, remedy
from mptui.findings.words import name_of
from mptui.model.lifecycle import WorkerState
from mptui.model.signals import signal_name
from mptui.session import START_METHODS
from mptui.ui.paint.text import plain
from mptui.ui.parts.screens import RunScreen

if TYPE_CHECKING:
    from mptui.session import RunOptions


def turn_lock(screen: RunScreen) -> None:
    """Locks on or off."""
    screen.knobs.turn("lock", not screen.knobs.lock)


def grow_queue(screen: RunScreen) -> None:
    """A bigger maxsize."""
    screen.knobs.move_maxsize(1, screen.ui.object)


def shrink_queue(screen: RunScreen) -> None:
    """A smaller maxsize."""
    screen.knobs.move_maxsize(-1, screen.ui.object)


def pace_faster(screen: RunScreen) -> None:
    """Less delay."""
    screen.knobs.move_pace(-1)


def pace_slower(screen: RunScreen) -> None:
    """More delay."""
    screen.knobs.move_pace(1)


def turn_pause(screen: RunScreen) -> None:
    """Hold the workers, or let them go on."""
    screen.knobs.turn("pause", not screen.knobs.paused)


def step(screen: RunScreen) -> None:
    """One operation of the selected worker, or of the one paused longest; pauses first."""
    ui, knobs = screen.ui, screen.knobs
    if not knobs.paused:
        knobs.turn("pause", True)
        return
    chosen = ui.chosen_worker
    held = [worker for worker in ui.workers if worker.state is WorkerState.PAUSED]
    if not held:
        screen.say("nobody stands at an operation: some run, some wait in one")
        return
    first = min(held, key=lambda worker: (chosen is None or worker.id != chosen.id, worker.since))
    knobs.turn("step", first.id)


def turn_recording(screen: RunScreen) -> None:
    """Record from now on, or record no more."""
    engine = screen.ui.engine
    if engine.trace is not None and engine.recording is not None:
        screen.say(f"this run is being recorded from its start: {engine.recording}")
        return
    if ended := engine.stop_recording():
        screen.say(f"recorded: {', '.join(path.name for path in ended)}; mptui replay shows it")
        return
    path = engine.start_recording(Path.cwd(), screen.ui.title)
    screen.say(f"recording into {path.name}; T stops it")


def restart(screen: RunScreen) -> None:
    """The same again."""
    _restart(screen, _options(screen), "restarting")


def next_buffering(screen: RunScreen) -> None:
    """Restart with the next buffering."""
    buffering = screen.knobs.next_buffering()
    _restart(screen, _options(screen).changed(buffering=buffering), f"restarting: output {buffering}")


def next_start_method(screen: RunScreen) -> None:
    """Restart with the next start method, of those that the lesson can be run with."""
    lesson = screen.lesson
    needs = lesson.needs if lesson is not None else ()
    method = screen.knobs.next_start_method(needs or START_METHODS)
    if method is not None:
        _restart(screen, _options(screen).changed(start_method=method), f"restarting: start method {method}")
    elif lesson is not None and needs:
        screen.say(f"lesson {lesson.name} needs start method {needs[0]}: {lesson.needs_why}")
    else:
        screen.say("there is no other start method here")


def fewer_workers(screen: RunScreen) -> None:
    """Restart the lesson with one worker less."""
    _count(screen, -1)


def more_workers(screen: RunScreen) -> None:
    """Restart the lesson with one worker more."""
    _count(screen, 1)


def _count(screen: RunScreen, step: int) -> None:
    lesson = screen.lesson
    if lesson is None:
        return
    from mptui.labs.catalog import step_knob

    options = step_knob(lesson, _options(screen), "workers", step)
    if options == _options(screen):
        screen.say("that is as far as this lesson goes")
        return
    _restart(screen, options, "restarting with one worker " + ("more" if step > 0 else "less"))


def _options(screen: RunScreen) -> "RunOptions":
    return screen.ui.engine.session.options


def _restart(screen: RunScreen, options: "RunOptions", text: str) -> None:
    screen.restart(options)
    screen.say(text)


def unblock(screen: RunScreen) -> None:
    """Help out whoever waits in vain, after asking."""
    ui = screen.ui
    found = remedy(ui.state, ui.engine.diagnosis.current, ui.worker)
    if found is not None:
        screen.ask(plain(found.question), lambda: _ask_worker(screen, found))


def _ask_worker(screen: RunScreen, found: Remedy) -> None:
    screen.ui.engine.session.unblock(found.how, found.worker, found.object)
    screen.say(f"asked {plain(name_of(screen.ui.state, found.worker))}; a notice says when it is done")


def terminate_worker(screen: RunScreen) -> None:
    """SIGTERM for the selected worker, after asking."""
    _signal(screen, signal.SIGTERM)


def kill_worker(screen: RunScreen) -> None:
    """SIGKILL for the selected worker, after asking."""
    _signal(screen, signal.SIGKILL)


def _signal(screen: RunScreen, number: signal.Signals) -> None:
    worker = screen.ui.chosen_worker
    if worker is None:
        return
    name, session = plain(name_of(screen.ui.state, worker.id)), screen.ui.engine.session
    question = f"Send {signal_name(number, screen.ui.state.platform)} to {name} (pid {worker.pid})?"
    screen.ask(question, lambda: session.signal(worker.id, number))
