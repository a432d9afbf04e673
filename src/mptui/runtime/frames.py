"""Which bytes of the event pipe can be a record, and where the next one begins after some that cannot.

A worker can write anything into the pipe. What tells a record from noise is above all its time, which has to lie
within the run: of the 2**64 times that a header could give, a run of a minute has one in 300 million.
"""

import re

from mptui.probe import wire
from mptui.runtime.record_decoder import RecordDecoder

SHORTEST, LONGEST = wire.HEADER.size, wire.PIPE_BUF - wire.LENGTH.size
"""Bounds of a frame's length, in bytes after the length itself."""
_TIME_SIZE = 8
_WITHOUT_EVENTS = (wire.WRITER, wire.KICK, wire.RING_TAKEN)


def _is_header(length: int, kind: int, flags: int) -> bool:
    """Whether a record of a kind that mptui knows can begin so."""
    return (
        SHORTEST <= length <= LONGEST and flags <= wire.MORE and (RecordDecoder.knows(kind) or kind in _WITHOUT_EVENTS)
    )


def next_frame(buffer: bytes, position: int, limit: int, origin: int, newest: int) -> int | None:
    """Where in [position, limit) the next record with a time in [origin, newest) ns begins; None: nowhere."""
    unknown = -(-(origin ^ newest).bit_length() // 8)
    known = newest.to_bytes(_TIME_SIZE, "big")[: _TIME_SIZE - unknown]
    between = wire.FRAME.size - _TIME_SIZE - 2
    likely = re.compile(b"(?=\0\0.{%d}%b.{%d})" % (between, re.escape(known), unknown), re.DOTALL)
    for found in likely.finditer(buffer, position, min(limit + wire.FRAME.size - 1, len(buffer))):
        length, kind, flags, _, _, t = wire.FRAME.unpack_from(buffer, found.start())
        if _is_header(length, kind, flags) and origin <= t < newest:
            return found.start()
    return None
