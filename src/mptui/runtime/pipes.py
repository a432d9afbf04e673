"""The pipes past Python's streams, and a look into any pipe."""

import fcntl
import os
import struct
import termios

STRAY_SIZE = 65536


def bytes_in(descriptor: int) -> int:
    """How many bytes wait in a pipe (FIONREAD)."""
    answer = fcntl.ioctl(descriptor, termios.FIONREAD, b"\0\0\0\0")
    return int(struct.unpack("i", answer)[0])


class StrayPipe:
    """What the program's processes write to descriptor 1 or 2 itself, past Python's streams."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.read_end, self.write_end = os.pipe()
        os.set_blocking(self.read_end, False)
        self.open = True

    def fileno(self) -> int:
        """The read end, to wait on."""
        return self.read_end

    def read(self) -> bytes | None:
        """What is there, b"" if nothing, None once every writer is gone."""
        try:
            return os.read(self.read_end, STRAY_SIZE) or None
        except BlockingIOError:
            return b""
