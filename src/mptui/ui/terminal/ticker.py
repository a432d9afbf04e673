"""The beat of the frames: thirty looks a second whether there is anything to do, which cost next to nothing."""

import asyncio
from collections.abc import Callable

CALM = 60
"""Looks in a row that found nothing, after which they become rarer."""
RARER = 1.6


class Ticker:
    """Every `period` seconds, calls `act` if `is_due` says so. Within a running event loop; owned by its thread.

    Where nothing has happened for CALM looks the next ones come RARER times more slowly.
    One of Textual's own timers sends itself a message each time, which alone takes a percent of a core.
    """

    def __init__(self, period: float, is_due: Callable[[], bool], act: Callable[[], object]) -> None:
        self._period = period
        self._is_due = is_due
        self._act = act
        self._found_nothing = 0
        self._handle: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin."""
        loop = asyncio.get_running_loop()
        self._handle = loop.call_at(loop.time() + self._period, self._tick, loop, loop.time() + self._period)

    def _tick(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        period = self._period if self._found_nothing < CALM else RARER * self._period
        following = max(due + period, loop.time())
        self._handle = loop.call_at(following, self._tick, loop, following)
        self._found_nothing += 1
        if self._is_due():
            self._act()

    def rouse(self) -> None:
        """Something happens again."""
        self._found_nothing = 0

    def stop(self) -> None:
        """End."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
