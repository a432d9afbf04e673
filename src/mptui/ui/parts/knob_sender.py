"""The knobs as the keys turn them: what comes next after the present value, also when keys come faster than events."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mptui.engine import Engine
from mptui.events import KnobChanged
from mptui.model.queries import bounded_queues
from mptui.session import BUFFERINGS, START_METHODS, Buffering, KnobName, StartMethod

PACES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""The steps of the pace knob, in seconds."""


class KnobSender:
    """Turns knobs of the session. A value that was sent counts as present until its event has come back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sent: dict[tuple[str, int | None], bool | float] = {}

    def arrived(self, event: KnobChanged) -> None:
        """A turn of a knob has taken effect."""
        key = (event.knob, event.object)
        if key in self._sent and self._sent[key] == event.value:
            del self._sent[key]

    def forget(self) -> None:
        """A new run: what the last one was sent is void."""
        self._sent.clear()

    def turn(self, knob: KnobName, value: bool | float, target: int | None = None) -> None:
        """Send a knob's new value."""
        if knob != "step":
            self._sent[knob, target] = value
        self._engine.session.turn(knob, value, target)

    @property
    def lock(self) -> bool:
        """Whether locks lock."""
        sent = self._sent.get(("lock", None))
        return bool(sent) if sent is not None else self._engine.state.lock_on

    @property
    def paused(self) -> bool:
        """Whether the program is held."""
        sent = self._sent.get(("pause", None))
        return bool(sent) if sent is not None else self._engine.state.paused

    @property
    def pace(self) -> float:
        """The pace in seconds."""
        sent = self._sent.get(("pace", None))
        return float(sent) if sent is not None else self._engine.state.pace

    def move_pace(self, step: int) -> None:
        """Go to the next longer (1) or shorter (-1) pace."""
        pace = self.pace
        place = bisect_right(PACES, pace) if step > 0 else bisect_left(PACES, pace) - 1
        value = PACES[min(max(place, 0), len(PACES) - 1)]
        if value != pace:
            self.turn("pace", value)

    def move_maxsize(self, step: int, selected: int | None) -> None:
        """Change maxsize by `step`, never below 1: of the selected queue, else of every bounded queue."""
        queues = bounded_queues(self._engine.state)
        chosen = [queue for queue in queues if queue.id == selected]
        for queue in chosen or queues:
            everybody = self._sent.get(("maxsize", None), queue.maxsize or 1)
            size = int(self._sent.get(("maxsize", queue.id), everybody))
            target = queue.id if chosen or len({other.maxsize for other in queues}) > 1 else None
            self.turn("maxsize", max(size + step, 1), target)
            if target is None:
                return

    def next_buffering(self) -> Buffering:
        """The buffering after the present one."""
        now = self._engine.session.options.buffering
        return BUFFERINGS[(BUFFERINGS.index(now) + 1) % len(BUFFERINGS)]

    def next_start_method(self, possible: Sequence[StartMethod]) -> StartMethod | None:
        """The start method after the present one, of those `possible` that this platform has; None if no other is."""
        here: tuple[StartMethod, ...] = ("spawn",) if sys.platform == "win32" else START_METHODS
        now = self._engine.session.options.start_method or self._engine.state.start_method
        place = here.index(now) + 1 if now in here else 0
        others = (method for method in (*here[place:], *here[:place]) if method in possible and method != now)
        return next(others, None)
