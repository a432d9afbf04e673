"""What all events share, and the words that they are made of."""

from typing import ClassVar, Literal, TypeAlias

import msgspec

from mptui.probe import wire

PROGRAM = 0
"""The `worker` of events that belong to no worker: stray output, knobs, losses, the end of the run."""

Stream: TypeAlias = Literal["stdout", "stderr", "stray"]
Flavor: TypeAlias = Literal["main", "process", "thread"]
KnobValue: TypeAlias = bool | int | float | str | None
EndedBy: TypeAlias = Literal["program", "mptui"]
Reason: TypeAlias = Literal["timeout", "signal", "orphans", "output", "key", "finding"]
Unblocking: TypeAlias = Literal["release", "end_wait", "reap", "discard"]
Outcome: TypeAlias = Literal["ok", "timeout", "full", "empty", "closed", "error"]
Error: TypeAlias = Literal["unasked", "callback", "loading", "unguarded", "unwritten"]

STREAMS: tuple[Stream, ...] = wire.STREAMS  # type: ignore[assignment]
DESCRIPTORS: dict[Stream, int] = {"stdout": 1, "stderr": 2}
"""Where each of Python's streams leads."""
FLAVORS: tuple[Flavor, ...] = wire.FLAVORS  # type: ignore[assignment]
OUTCOMES: tuple[Outcome, ...] = wire.OUTCOMES  # type: ignore[assignment]
ERRORS: tuple[Error, ...] = wire.ERRORS  # type: ignore[assignment]


class Event(msgspec.Struct, frozen=True, gc=False):
    """What all events share."""

    KIND: ClassVar[str] = ""

    t: int
    worker: int
    seq: int
