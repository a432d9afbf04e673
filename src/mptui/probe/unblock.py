"""Who waits in vain can be helped out, if mptui's user asks for it: the waiter does it itself, between two looks."""

from . import wire
from .board import END_WAIT, REAP, RELEASE
from .emitter import emitter, writer
from .guard import failed


def asked_for(identifier: int) -> int:
    """How this thread, which waits for an object, is to help itself out: RELEASE or END_WAIT; 0: not at all."""
    try:
        number, how, shared, worker, done = emitter.board.request
        if number == done or shared != identifier or how not in (RELEASE, END_WAIT):
            return 0
        if worker == (writer.behalf or writer.id or emitter.worker) and _take(number, how):
            return how
    except Exception as error:
        failed(error)
    return 0


def _take(number: int, how: int) -> bool:
    emitter.restore()
    if not emitter.board.take_request(number):
        return False
    emitter.emit(wire.UNBLOCKED, wire.UNBLOCKED_HEAD.pack(how))
    return True


def reap_children() -> None:
    """Wait for the children of this process that have ended, if that is what is asked for."""
    try:
        number, how, _, worker, done = emitter.board.request
        if number != done and how == REAP and worker == emitter.worker and _take(number, how):
            from multiprocessing import active_children

            active_children()
    except Exception as error:
        failed(error)
