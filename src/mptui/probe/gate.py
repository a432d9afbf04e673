"""Where the pause and pace knobs act: before every traced operation and every fragment of output."""

import time

from . import wire
from .board import PACED, PAUSED, REAPING
from .emitter import emitter, writer
from .guard import failed
from .unblock import reap_children
from .waiting import waited

_LOOK = 0.02
"""Seconds between two looks at the board while held."""


def gate() -> None:
    """Return at once while nothing is paused or paced; otherwise hold the calling thread as the knobs say."""
    try:
        flags = emitter.board.memory[0]
        if not flags & (PAUSED | PACED | REAPING) or not emitter.on:
            return
        if flags & REAPING:
            reap_children()
        if flags & PACED:
            _hold_pace()
        if emitter.board.memory[0] & PAUSED:
            _hold_pause()
    except Exception as error:
        failed(error)


def _hold_pace() -> None:
    board = emitter.board
    started = time.monotonic_ns()
    while True:
        left = started + board.pace - time.monotonic_ns()
        if left <= 0:
            return
        waited(time.sleep, min(left / 1e9, _LOOK))


def _hold_pause() -> None:
    board = emitter.board
    if not writer.id:
        emitter.introduce()
    taken = board.step[0]
    emitter.emit(wire.WORKER_PAUSED, wire.PAUSED_HEAD.pack(1))
    try:
        while board.memory[0] & PAUSED:
            granted, worker = board.step
            if granted != taken:
                taken = granted
                if worker == (writer.behalf or writer.id or emitter.worker):
                    break
            waited(time.sleep, _LOOK)
    finally:
        emitter.emit(wire.WORKER_PAUSED, wire.PAUSED_HEAD.pack(0))
