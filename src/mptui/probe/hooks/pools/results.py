"""Results of tasks as the program has them: AsyncResults and futures, and whether it has asked for what they hold.

A task's exception is kept by its result. If the result goes, or the process ends, before anybody has asked, nobody is
ever told of it: that is said on the wire. Nothing here keeps a result, or what it holds, alive.
"""

import sys
import weakref
from types import FrameType
from typing import Any, Optional

from ... import wire
from ...code_owner import PROBE
from ...emitter import emitter
from ...errors import place_of, tell, text_of
from ...guard import failed
from ..workers.processes import endings

_FUTURES = "concurrent.futures."
"""How the names of modules begin whose exceptions are no task's own: that a pool broke, or the task was cancelled."""


class Result:
    """What is known of one result.

    `asked`: somebody has it, or will be called. `waiting`: workers that wait for it; `broken`: what a callback raised,
    so that it will never be ready: the callback's name, the exception and its place.
    """

    __slots__ = ("asked", "broken", "failure", "name", "pool", "process", "reference", "waiting")

    def __init__(self, pool: int, name: bytes) -> None:
        self.pool = pool
        self.name = name
        self.asked = False
        self.failure: Optional[tuple[str, str]] = None
        self.broken: Optional[tuple[bytes, str, str]] = None
        self.waiting: set[int] = set()
        self.process = emitter.worker
        self.reference: Any = None


def _is_libraries(kind: type) -> bool:
    module = vars(kind).get("__module__")
    return type(module) is str and module.startswith(_FUTURES)


class Results:
    """The results of this process that are traced."""

    def __init__(self) -> None:
        self._known: dict[int, Result] = {}
        self._late: list[Result] = []

    def add(self, made: Any, pool: int, name: bytes = b"") -> Result:
        """Trace a result of the pool of that id, of the task `name`."""
        key, result = id(made), Result(pool, name)

        def gone(_: Any) -> None:
            try:
                self._forget(key, sys._getframe().f_back)
            except Exception as error:
                failed(error)

        result.reference = weakref.ref(made, gone)
        self._known[key] = result
        return result

    def find(self, made: Any) -> Optional[Result]:
        """What is known of it; None if it is not traced."""
        return self._known.get(id(made))

    def get(self, made: Any) -> int:
        """Its pool's id, 0 if it is not traced."""
        result = self._known.get(id(made))
        return 0 if result is None else result.pool

    def asked(self, made: Any) -> None:
        """Somebody has been told how the task ended, or will be."""
        result = self._known.get(id(made))
        if result is not None:
            result.asked, result.failure = True, None

    def failed(self, made: Any, error: BaseException) -> None:
        """The task has raised, or could not be sent."""
        try:
            result = self._known.get(id(made))
            if result is None or result.asked or _is_libraries(type(error)):
                return
            result.failure = text_of(error), place_of(error)
        except Exception as problem:
            failed(problem)

    def _forget(self, key: int, running: Optional[FrameType]) -> None:
        """A result is gone; what runs just now may be in the middle of a record of ours."""
        result = self._known.pop(key, None)
        if result is None or result.failure is None or result.asked:
            return
        self._late.append(result)
        if running is None or not running.f_code.co_filename.startswith(PROBE):
            self._tell_late()

    def _tell_late(self) -> None:
        while self._late:
            result = self._late.pop()
            if result.failure is not None and not result.asked and result.process == emitter.worker:
                tell(wire.UNASKED, result.pool, result.name, *result.failure)

    def at_end(self) -> None:
        """The process is about to end: what nobody has asked for by now nobody ever will."""
        self._late += self._known.values()
        self._known.clear()
        self._tell_late()


results = Results()
endings.append(results.at_end)
