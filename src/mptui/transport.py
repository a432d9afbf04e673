"""What a recorded run can do that a live one cannot: stop, go faster, go back. The face that the screen sees of it."""

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeAlias

import msgspec

from mptui.model.run_model import RunModel

MarkKind: TypeAlias = Literal["finding", "torn", "error"]
SPEEDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
STRIDES = 50
"""Into how many parts a whole run is divided to go on and back in it."""


class Mark(msgspec.Struct, frozen=True):
    """Something worth looking at happened at `t` ns: a finding, a torn message, an error; `text` says what."""

    t: int
    kind: MarkKind
    text: str


def next_mark(marks: Iterable[Mark], now: int, by: int, kind: MarkKind | None) -> Mark | None:
    """The mark after `now` (1) or before it (-1), of a kind or of any, of marks in order of time."""
    known = [mark for mark in marks if kind in (None, mark.kind)]
    if by > 0:
        return next((mark for mark in known if mark.t > now), None)
    return next((mark for mark in reversed(known) if mark.t < now), None)


def change_speed(transport: "Transport", by: int) -> None:
    """The next higher speed (1), or the next lower one (-1)."""
    place = SPEEDS.index(transport.speed) + by
    transport.set_speed(SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])


def stride(transport: "Transport", by: int) -> None:
    """A part of the whole run on (1) or back (-1)."""
    transport.seek(transport.now + by * max((transport.end - transport.begin) // STRIDES, 1))


class Transport(Protocol):
    """Where a recorded run stands, and how it goes on. Owned by the front end's thread; no method blocks."""

    @property
    def now(self) -> int:
        """The moment that is shown, in ns of the run; it stands still while nothing plays."""

    @property
    def begin(self) -> int:
        """When the recording begins, in ns of the run: 0 unless that was in its middle."""

    @property
    def end(self) -> int:
        """When the last event was, in ns of the run."""

    @property
    def read(self) -> int:
        """Up to which moment the recording has been read through: its marks and its past are known up to there."""

    @property
    def playing(self) -> bool:
        """Whether it plays, or stands still."""

    @property
    def speed(self) -> float:
        """How many seconds of the run go by in one of ours."""

    @property
    def marks(self) -> Sequence[Mark]:
        """What is worth looking at, in order of time."""

    @property
    def is_jumping(self) -> bool:
        """Whether it is on its way to another moment, or there and not shown yet."""

    def take_moment(self) -> RunModel | None:
        """The run at the moment that was gone to, once; None if nobody has gone anywhere or it is not ready."""

    def play(self, on: bool) -> None:
        """Play from here on, from the start if it is at its end; or stand still."""

    def set_speed(self, speed: float) -> None:
        """Go on at another speed, of those in SPEEDS."""

    def seek(self, t: int) -> None:
        """Go to a moment, in ns of the run."""

    def step(self, by: int, worker: int | None = None) -> None:
        """Stand still, one event on (1) or back (-1); with `worker`, at its next operation or the one before."""

    def seek_mark(self, by: int, kind: MarkKind | None = None) -> Mark | None:
        """Go to the next mark (1) or the one before (-1), of a kind or of any; returns it, None if there is none."""


class Together:
    """The transports of several runs as one, on one clock: see Transport. Each stands still at its own end.

    The clock begins with the recordings: of one that begins in the middle of its run, at that moment.
    """

    begin = 0

    def __init__(self, transports: Sequence[Transport]) -> None:
        self._all = transports

    @property
    def now(self) -> int:
        """The moment that is shown of those that have not ended yet."""
        return max(one.now - one.begin for one in self._all)

    @property
    def end(self) -> int:
        """The latest end."""
        return max(one.end - one.begin for one in self._all)

    @property
    def read(self) -> int:
        """Up to which moment all have been read."""
        return min((max(one.read - one.begin, 0) for one in self._all if one.read < one.end), default=self.end)

    @property
    def playing(self) -> bool:
        """Whether any of them plays."""
        return any(one.playing for one in self._all)

    @property
    def speed(self) -> float:
        """The speed of all."""
        return self._all[0].speed

    @property
    def marks(self) -> Sequence[Mark]:
        """Those of all, in order of time."""
        moved = (msgspec.structs.replace(mark, t=mark.t - one.begin) for one in self._all for mark in one.marks)
        return sorted(moved, key=lambda mark: mark.t)

    @property
    def is_jumping(self) -> bool:
        """Whether any of them is on its way."""
        return any(one.is_jumping for one in self._all)

    def take_moment(self) -> RunModel | None:
        """None: each run has its own."""
        return None

    def play(self, on: bool) -> None:
        """Play those that have not ended, all from their start if all have; or stand still."""
        now = self.now
        if on and all(one.now >= one.end for one in self._all):
            now = 0
            self.seek(now)
        for one in self._all:
            one.play(on and one.begin + now < one.end)

    def set_speed(self, speed: float) -> None:
        """Of all."""
        for one in self._all:
            one.set_speed(speed)

    def seek(self, t: int) -> None:
        """All go there, or to their ends."""
        for one in self._all:
            one.seek(one.begin + t)

    def step(self, by: int, worker: int | None = None) -> None:
        """Nothing: an event is one run's."""

    def seek_mark(self, by: int, kind: MarkKind | None = None) -> Mark | None:
        """All go to the next mark of any of them, or to the one before."""
        found = next_mark(self.marks, self.now, by, kind)
        if found is not None:
            self.play(on=False)
            self.seek(found.t)
        return found
