"""What workers write."""

from typing import ClassVar, TypeAlias

from mptui.events.base import Event, Stream


class Output(Event, frozen=True, gc=False):
    """One fragment: one write to a stream. `fd` is 1 or 2; stray output came from the descriptor itself."""

    KIND: ClassVar[str] = "output"

    stream: Stream
    data: bytes
    fd: int = 1


Fragment: TypeAlias = tuple[int, int, int, Stream, bytes]
"""t, worker, seq, stream and data of an Output on stdout or stderr."""


class OutputRun(Event, frozen=True, gc=False):
    """Fragments that came one after another, of any workers: what an Output says, for a flood of them.

    `t` is the first one's; `worker` and `seq` say nothing.
    """

    KIND: ClassVar[str] = "output_run"

    fragments: list[Fragment]
