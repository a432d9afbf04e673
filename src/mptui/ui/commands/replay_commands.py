"""What the keys do to a recorded run: where it stands, and how it goes on."""

from mptui.projections.status import duration
from mptui.transport import MarkKind, Transport, change_speed, stride
from mptui.ui.paint.text import plain
from mptui.ui.parts.screens import RunScreen

KINDS: dict[MarkKind, str] = {"finding": "finding", "torn": "torn message", "error": "error"}
"""Kinds of marks in words."""


def _transport(screen: RunScreen) -> Transport:
    transport = screen.ui.engine.transport
    assert transport is not None  # the actions work with one alone
    return transport


def turn_play(screen: RunScreen) -> None:
    """Play, or stand still."""
    transport = _transport(screen)
    transport.play(not transport.playing)


def slower(screen: RunScreen) -> None:
    """The next lower speed."""
    change_speed(_transport(screen), -1)


def faster(screen: RunScreen) -> None:
    """The next higher speed."""
    change_speed(_transport(screen), 1)


def event_on(screen: RunScreen) -> None:
    """One event on."""
    _transport(screen).step(1)


def event_back(screen: RunScreen) -> None:
    """One event back."""
    _transport(screen).step(-1)


def operation_on(screen: RunScreen) -> None:
    """To the selected worker's next operation."""
    _step_worker(screen, 1)


def operation_back(screen: RunScreen) -> None:
    """To the selected worker's operation before."""
    _step_worker(screen, -1)


def _step_worker(screen: RunScreen, by: int) -> None:
    worker = screen.ui.chosen_worker
    if worker is not None:
        _transport(screen).step(by, worker.id)


def back(screen: RunScreen) -> None:
    """A part of the whole run back."""
    stride(_transport(screen), -1)


def on(screen: RunScreen) -> None:
    """A part of the whole run on."""
    stride(_transport(screen), 1)


def to_start(screen: RunScreen) -> None:
    """To the run's start."""
    _transport(screen).seek(0)


def to_end(screen: RunScreen) -> None:
    """To the run's end."""
    transport = _transport(screen)
    transport.play(False)
    transport.seek(transport.end)


def to_mark(screen: RunScreen, by: int, kind: MarkKind | None = None) -> None:
    """To the next mark, or the one before, and say what it is."""
    transport = _transport(screen)
    found = transport.seek_mark(by, kind)
    words = KINDS[kind] if kind is not None else "finding, torn message or error"
    if found is not None:
        screen.say(f"{duration(found.t)}: {plain(found.text)}")
    elif transport.read < transport.end:
        read = f"{duration(transport.read)} of {duration(transport.end)}"
        screen.say(f"no {words} in what has been read so far: {read}")
    else:
        screen.say(f"no {words} {'after' if by > 0 else 'before'} this")
