"""A command on a pseudo-terminal that is drained as fast as it can be."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

KEEP = 1 << 16
"""Bytes of output that are kept for looking into."""
_NOT_OF_A_USER = ("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")
# Runs before the command in its process: the terminal on descriptor 0 becomes the new session's controlling one.
_LOGIN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class DrainedPty:
    """Runs `argv`. Only `read` and what calls it take output; the caller keeps at it."""

    def __init__(self, argv: list[str], cols: int = 120, rows: int = 36) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        environ = {name: value for name, value in os.environ.items() if name not in _NOT_OF_A_USER}
        environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[1] / "src"), environ.get("PYTHONPATH", "")])
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-IS", "-c", _LOGIN, *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=environ,
        )
        os.close(slave)
        self.recent = b""
        self.newlines = 0
        self.bytes = 0

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self.master, key.encode())

    def read(self, timeout: float) -> bytes:
        """What has been written, waiting up to `timeout` seconds; b"" once the command has closed the terminal."""
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return b""
        self.newlines += data.count(b"\n")
        self.bytes += len(data)
        self.recent = (self.recent + data)[-KEEP:] if len(data) < KEEP else data
        return data

    def drain(self, kept: list[bytes] | None = None) -> float:
        """Read to the end, into `kept` if given; returns the seconds since the start."""
        while True:
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:
                break
            if kept is not None:
                kept.append(data)
                continue
            self.newlines += data.count(b"\n")
            self.bytes += len(data)
        self.process.wait()
        took = time.monotonic() - self.began
        os.close(self.master)
        return took

    def memory(self, field: str = "VmRSS") -> float:
        """The command's own memory in MB; 0 where /proc does not tell it."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:")), 0.0)
