"""The pipe on which every worker's records travel: a SimpleQueue without a lock.

Writers write whole records with single write(2) calls, so there is nothing to lock and nothing to leave locked when a
writer is killed; the pipe's own order is the order of events.
"""

import contextlib
import fcntl
import os
import select
import time
from collections.abc import Iterable
from multiprocessing import connection
from multiprocessing.queues import SimpleQueue

from mptui.probe import wire

F_SETPIPE_SZ = 1031
"""Linux fcntl to set a pipe's capacity; Python names it only since 3.10 and only there."""
CAPACITIES = (1 << 20, 1 << 18, 1 << 16)
"""Bytes asked for, most first: a small pipe puts writers to sleep and hides the races we want to show."""
READ_SIZE = 1 << 18
BURST_READ = 1 << 16
"""Bytes read at once while a burst lasts."""
LOOK_ELSEWHERE = 0.005
"""Seconds between two looks at other descriptors while a burst lasts; a look at every read would slow each read."""
BURST_GAP = 10
"""Milliseconds without a record after which a burst is over."""
BURST_MAX = 1 << 24
"""Bytes of a burst that are kept at most."""


class EventQueue(SimpleQueue[bytes]):
    """One pipe, many writers, one reader. Owned by the reader thread; the write end belongs to the workers."""

    def __init__(self) -> None:
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = contextlib.nullcontext()
        self._wlock = None
        self.capacity = self._enlarge()
        os.set_blocking(self._reader.fileno(), False)
        self._write_open = True

    def _enlarge(self) -> int:
        for size in CAPACITIES:
            with contextlib.suppress(OSError):
                return int(fcntl.fcntl(self._writer.fileno(), F_SETPIPE_SZ, size))
        return 0

    def fileno(self) -> int:
        """The read end, to wait on."""
        return self._reader.fileno()

    @property
    def write_end(self) -> int:
        """The descriptor that workers write to."""
        return self._writer.fileno()

    def put(self, record: bytes) -> None:
        """Write one whole record, header included; at most wire.PIPE_BUF bytes."""
        if len(record) > wire.PIPE_BUF:
            raise ValueError(f"a record of {len(record)} bytes could be torn: the most is {wire.PIPE_BUF}")
        os.write(self._writer.fileno(), record)

    def read_batch(self) -> bytes | None:
        """What is there, at most READ_SIZE bytes; b"" if nothing, None once every writer is gone."""
        try:
            return os.read(self._reader.fileno(), READ_SIZE) or None
        except BlockingIOError:
            return b""

    def read_burst(self, others: Iterable[int], longest: float) -> bytes | None:
        """What is there and what follows without a pause of BURST_GAP, for at most `longest` seconds.

        Reads as soon as there is something, as a terminal does, and does nothing else: on a machine with few cores
        whatever mptui does while the workers write takes a core from them, and then they tear each other's messages
        less than they do on a terminal. So it waits before it reads: to read, find nothing and wait halves the share
        of torn messages (benchmarks/fidelity.py). Ends soon when one of the descriptors `others` has something to say,
        at once when a worker asks for its notes to be read. None once every writer is gone.
        """
        now = time.monotonic()
        end, look, most = now + longest, now + LOOK_ELSEWHERE, BURST_MAX
        descriptor, own, elsewhere = self._reader.fileno(), select.poll(), select.poll()
        own.register(descriptor, select.POLLIN)
        for other in others:
            elsewhere.register(other, select.POLLIN)
        parts: list[bytes] = []
        while now < end and most > 0:
            if now >= look:
                if elsewhere.poll(0):
                    break
                look = now + LOOK_ELSEWHERE
            if not own.poll(BURST_GAP):
                break
            data = os.read(descriptor, BURST_READ)
            if not data:
                return b"".join(parts) or None
            parts.append(data)
            most -= len(data)
            if wire.KICK_START in data:
                break
            now = time.monotonic()
        return b"".join(parts)

    def close_write_end(self) -> None:
        """Leave the write end to the workers, so that their end is seen as end of file."""
        if self._write_open:
            self._write_open = False
            self._writer.close()

    def close(self) -> None:
        """Close both ends."""
        self.close_write_end()
        self._reader.close()
