"""The lifecycle of a worker as a table of allowed moves.

The rules: a worker is created before it runs; it blocks and pauses only while it runs; whatever it does, it may end
by itself (exited) or by a signal (killed); a process that ended by itself and that nobody has waited for yet is a
zombie; only an ended process is reaped. A thread is never a zombie and is never reaped. One that was created may end
without having been seen to run: the record of its start may be lost.
"""

from collections.abc import Mapping
from enum import Enum


class WorkerState(Enum):
    """A state, with the glyph and the word that stand for it everywhere. `ascii` is for terminals without glyphs.

    Its value is the word.
    """

    word: str
    glyph: str
    ascii: str

    CREATED = ("created", "○", "o")
    RUNNING = ("running", "▶", ">")
    BLOCKED = ("blocked", "⏸", "=")
    PAUSED = ("paused", "◌", "~")
    EXITED = ("exited", "■", "#")
    KILLED = ("killed", "✗", "x")
    ZOMBIE = ("zombie", "Z", "Z")
    REAPED = ("reaped", "·", ".")

    def __new__(cls, word: str, glyph: str, ascii_glyph: str) -> "WorkerState":
        """A member, known by its word."""
        state = object.__new__(cls)
        state._value_ = state.word = word
        state.glyph, state.ascii = glyph, ascii_glyph
        return state

    @property
    def alive(self) -> bool:
        """The worker has started and not ended."""
        return self in ALIVE

    @property
    def ended(self) -> bool:
        """The worker will never run again."""
        return self in _ENDED


ALIVE = frozenset({WorkerState.RUNNING, WorkerState.BLOCKED, WorkerState.PAUSED})
_ENDED = frozenset({WorkerState.EXITED, WorkerState.KILLED, WorkerState.ZOMBIE, WorkerState.REAPED})

_BY_ITSELF = frozenset({WorkerState.EXITED, WorkerState.KILLED, WorkerState.ZOMBIE})
GONE = frozenset({WorkerState.EXITED, WorkerState.KILLED, WorkerState.REAPED})
"""Ended, and not a zombie."""
MOVES: Mapping[WorkerState, frozenset[WorkerState]] = {
    WorkerState.CREATED: frozenset({WorkerState.RUNNING}) | _BY_ITSELF,
    WorkerState.RUNNING: frozenset({WorkerState.BLOCKED, WorkerState.PAUSED}) | _BY_ITSELF,
    WorkerState.BLOCKED: frozenset({WorkerState.RUNNING, WorkerState.PAUSED}) | _BY_ITSELF,
    WorkerState.PAUSED: frozenset({WorkerState.RUNNING, WorkerState.BLOCKED}) | _BY_ITSELF,
    WorkerState.ZOMBIE: frozenset({WorkerState.REAPED}),
    WorkerState.EXITED: frozenset({WorkerState.REAPED}),
    WorkerState.KILLED: frozenset(),
    WorkerState.REAPED: frozenset(),
}
"""From each state, the states that may follow. A killed process is no zombie, and stays `killed` when it is reaped."""


def may_move(current: WorkerState, following: WorkerState) -> bool:
    """Whether `following` may come after `current` (staying is no move and always allowed)."""
    return current is following or following in MOVES[current]
