"""Reads and writes of a Value: whose update was overwritten by somebody who had not seen it."""

import re

from msgspec.structs import replace

from mptui.events import OpDone, OpFinished
from mptui.model.state import SharedObject
from mptui.model.waits import Overwritten, Read

MOST_READS = 64
"""Workers of which it is known that they have read one Value and not written it since."""
_FIELD = re.compile(r"([^\W\d]\w*) = ")


def note_access(
    shared: SharedObject, worker: int, event: OpFinished | OpDone, where: str, *, locked: bool
) -> SharedObject:
    """The Value after a read or write at `where`; after any other operation it is as it was.

    `locked`: the program's locks lock, so that it is the program's own doing if an update is lost.
    """
    if event.op not in ("read", "write") or event.value is None:
        return shared
    if not locked:
        return replace(shared, reads=()) if shared.reads else shared
    found = _FIELD.match(event.value)
    field = found[1] if found is not None else ""
    own = next((read for read in shared.reads if read.worker == worker and read.field == field), None)
    others = tuple(read for read in shared.reads if read is not own)
    if event.op == "read":
        return replace(shared, reads=(*others[1 - MOST_READS :], Read(worker, field, where, event.value)))
    if own is None or event.value == own.value:
        return replace(shared, reads=others)
    overwritten = _overwritten(shared, own, event, where)
    reads = tuple(
        replace(read, over=(worker, where)) if read.field == field and read.over is None else read for read in others
    )
    return replace(shared, reads=reads, overwritten=overwritten)


def _overwritten(shared: SharedObject, own: Read, event: OpFinished | OpDone, where: str) -> Overwritten | None:
    """The lost update of the Value, with this write in mind.

    A flag that is read in one line and set in another is overwritten by the same value each time.
    """
    before = shared.overwritten
    if own.over is None or event.value is None or (before is not None and before.sure):
        return before
    sure = where == own.where or (before is not None and before.value != event.value)
    return Overwritten(event.t, *own.over, own.worker, own.where, where, event.value, sure)
