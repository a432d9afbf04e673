"""The pipes past Python's streams, and a look into any pipe."""

import fcntl
import os
import struct
import termios

from mptui.probe.board import Board

STRAY_SIZE = 65536


def bytes_in(descriptor: int) -> int:
    """How many bytes wait in a pipe (FIONREAD)."""
    answer = fcntl.ioctl(descriptor, termios.FIONREAD, b"\0\0\0\0")
    return int(struct.unpack("i", answer)[0])


class StrayPipe:
    """What the program's processes write to descriptor 1 or 2 itself, past Python's streams.

    A pipe carries no time, but its bytes can be counted: the board says how many have been read, and whoever prints
    adds how many wait. So output through Python's streams and past them is put in the order of the writes.
    """

    def __init__(self, descriptor: int, board: Board) -> None:
        self.descriptor = descriptor
        self.read_end, self.write_end = os.pipe()
        os.set_blocking(self.read_end, False)
        self.open = True
        self._board = board
        self._held = bytearray()
        self._given = self._reads = 0
        board.set_stream(descriptor, self.write_end)

    def fileno(self) -> int:
        """The read end, to wait on."""
        return self.read_end

    def fill(self, most: int = STRAY_SIZE) -> bool:
        """Read what is there, up to `most` bytes, and hold it; False once every writer is gone."""
        total = self._given + len(self._held)
        self._board.note_stray_read(self.descriptor, self._reads + 1, total)
        try:
            data: bytes | None = os.read(self.read_end, most)
        except BlockingIOError:
            data = None
        self._held += data or b""
        self._reads += 2
        self._board.note_stray_read(self.descriptor, self._reads, self._given + len(self._held))
        return data != b""

    def there_is(self, place: int) -> bool:
        """Whether as many as `place` bytes have ever been written."""
        return place <= self._given + len(self._held) + (bytes_in(self.read_end) if self.open else 0)

    def take_up_to(self, place: int) -> bytes:
        """All bytes not given out yet that are among the first `place` ever written; reads them if need be.

        `place` is within what there is.
        """
        due = place - self._given
        while self.open and (have := len(self._held)) < due:
            self.fill(due - have)
            if len(self._held) == have:
                break
        return self._take(max(due, 0))

    def take_all(self) -> bytes:
        """All that is held."""
        return self._take(len(self._held))

    def _take(self, count: int) -> bytes:
        data = bytes(self._held[:count])
        del self._held[:count]
        self._given += len(data)
        return data
