"""Operations on the hot path: what all notes of one from one line have in common is looked up once and kept."""

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, NamedTuple, Optional

from .. import wire
from ..disguise import passes_for, strip_probe_frames
from ..emitter import emitter, writer
from ..gate import gate
from ..guard import failed
from ..notes import finish, shape
from ..origin import is_program, site
from ..values import preview
from .travel import TRACED

_KEPT = 20_000


class Callsite(NamedTuple):
    """One line of the program at which it operates on one object: code, instruction, site, and what to note there.

    `first`: the shape of the whole operation if it never waits, else of its start; `last`: then, of its end.
    """

    code: Optional[CodeType]
    lasti: int
    site: int
    first: int
    last: int


NOWHERE = Callsite(None, -1, 0, 0, 0)
"""A note of shape 0 tells nothing."""


class Callsites:
    """The callsites of one operation, of all objects.

    `waits`: the operation is noted as it starts and as it ends. `starting`, `ending`: by how much that changes the
    depth of the object; an operation that never waits has only `ending`.
    """

    def __init__(self, op: str, waits: bool, starting: int = 0, ending: int = 0) -> None:
        self.op = op
        self.starting = starting
        self._waits = waits
        self.ending = ending
        self.known: dict[tuple[int, int, int], Callsite] = {}
        """By object, instruction, and id of the code, which the callsite keeps alive."""

    def find(self, identifier: int, frame: Optional[FrameType]) -> Callsite:
        """Where `frame`, or its first caller in the program's own code, operates on an object."""
        try:
            where = site(frame)
            while frame is not None and not is_program(frame):
                frame = frame.f_back
            if frame is None:
                return self._new(None, -1, identifier, where)
            key = identifier, frame.f_lasti, id(frame.f_code)
            callsite = self.known.get(key)
            if callsite is None:
                if len(self.known) >= _KEPT:
                    self.known.clear()  # a program that makes objects without end must not make us hold them
                callsite = self.known[key] = self._new(frame.f_code, frame.f_lasti, identifier, where)
            return callsite
        except Exception as error:
            failed(error)
        return NOWHERE

    def _new(self, code: Optional[CodeType], lasti: int, identifier: int, where: int) -> Callsite:
        if not self._waits:
            whole = shape(wire.DONE, self.op, identifier, where, wire.OK, self.ending)
            return Callsite(code, lasti, where, whole, 0)
        start = shape(wire.STARTED, self.op, identifier, where, wire.OK, self.starting)
        return Callsite(code, lasti, where, start, shape(wire.FINISHED, self.op, identifier, 0, wire.OK, self.ending))


def wrap_transfer(stock: Any, callsites: Callsites, outcome_of: Callable[[BaseException], int]) -> Any:
    """A method that sends its first argument, or returns what it received, and may wait for the other side.

    The object carries its id, see travel.py. What is sent may be received before its sending ends, so it counts from
    the start; if it fails, it is taken back.
    """
    memory, frame_at, known, sends = emitter.board.memory, sys._getframe, callsites.known, callsites.starting == 1

    @passes_for(stock)
    def transfer(self: Any, *args: Any, **kwargs: Any) -> Any:
        identifier = self.__dict__.get(TRACED)
        try:
            if not identifier:
                return stock(self, *args, **kwargs)
            frame = frame_at(1)
            callsite = known.get((identifier, frame.f_lasti, id(frame.f_code))) or callsites.find(identifier, frame)
            if memory[0]:
                gate()
            try:
                writer.note(callsite[3])
            except BaseException as error:
                failed(error)
            try:
                result = stock(self, *args, **kwargs)
            except BaseException as error:
                finish(callsites.op, identifier, outcome_of(error), delta=-callsites.starting)
                raise
            try:
                writer.note(callsite[4], 0, preview(args[0] if sends and args else result))
            except BaseException as error:
                failed(error)
            return result
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return transfer
