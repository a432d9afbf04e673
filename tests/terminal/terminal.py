"""A command on a real pseudo-terminal: its screen as pyte sees it, its keys, its size, and the terminal's state.

The terminal answers no queries. Waits are for conditions; one that does not come true shows the screen, the
processes, and where every thread of the command stands.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "ctrl+c": "\x03",
    "ctrl+l": "\x0c",
}
ALTERNATE_SCREEN = 1049
MOUSE = (1000, 1002, 1003, 1006, 1015)
LIMIT = 30
"""Seconds that a wait may take; only a loaded machine needs more than one or two."""
TAIL = 1 << 18
"""Bytes of raw output that are kept."""
# Runs before the command in its process: the terminal on descriptor 0 becomes the new session's controlling one.
_LOGIN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """Runs `argv` until it ends or the terminal is closed. Use as a context manager: it then kills the command."""

    def __init__(self, argv, cols=120, rows=36, cwd=None, **environ):
        self.screen = pyte.Screen(cols, rows)
        self.raw = bytearray()
        self._stream = pyte.ByteStream(self.screen)
        self._news = threading.Condition()
        self._master, self._slave = pty.openpty()
        self._set_size(cols, rows)
        self.attributes = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            [sys.executable, "-IS", "-c", _LOGIN, *argv],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            start_new_session=True,
            cwd=cwd,
            env=_environment(environ),
        )
        self._closing, self._close = os.pipe()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    @property
    def pid(self):
        return self.process.pid

    @property
    def text(self):
        """The screen, a line a row."""
        with self._news:
            return "\n".join(self.screen.display)

    @property
    def in_alternate_screen(self):
        """Whether a full-screen program has the terminal."""
        return ALTERNATE_SCREEN << 5 in self.screen.mode

    def press(self, *keys):
        """Press keys, by name or by their character."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def resize(self, cols, rows):
        """Give the terminal another size, as dragging a window's corner does."""
        with self._news:
            self.screen.resize(rows, cols)
            self.screen.erase_in_display(2)
        self._set_size(cols, rows)

    def hang_up(self):
        """Close the terminal. May be called twice."""
        if self._master >= 0:
            os.write(self._close, b"!")
            self._reader.join()
            for descriptor in (self._master, self._slave, self._close, self._closing):
                os.close(descriptor)
            self._master = -1

    def wait_for(self, what, limit=LIMIT):
        """Wait until a regular expression is found in the screen, or a function of its text is true; returns that."""
        found = what if callable(what) else re.compile(what).search
        deadline = time.monotonic() + limit
        with self._news:
            while not (answer := found("\n".join(self.screen.display))):
                left = deadline - time.monotonic()
                if left <= 0 or (not self._news.wait(min(left, 1)) and self.process.poll() is not None):
                    break
        if not answer:
            raise AssertionError(f"not seen: {what}\n{self.describe()}")
        return answer

    def wait_end(self, limit=LIMIT):
        """Wait for the command to end; returns its exit status, -n for signal n."""
        try:
            status = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still there\n{self.describe()}") from None
        self._drain()
        return status

    def damage(self):
        """What is not as it was before the command: an empty list if all is well."""
        self._drain()
        modes = {mode >> 5 for mode in self.screen.mode}
        wrong = [f"mode {mode} is on" for mode in (ALTERNATE_SCREEN, *MOUSE) if mode in modes]
        if self.screen.cursor.hidden:
            wrong.append("the cursor is hidden")
        if termios.tcgetattr(self._slave) != self.attributes:
            wrong.append("other terminal attributes")
        return wrong

    def describe(self):
        """The screen, the state of the command, and where its threads stand (it is ended by that)."""
        screen = "\n".join(f"|{line}|" for line in self.screen.display)
        status = self.process.poll()
        if status is not None:
            tail = bytes(self.raw[-3000:]).decode(errors="replace")
            return f"{screen}\nended with {status}; last written:\n{tail}"
        before = len(self.raw)
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGABRT)  # PYTHONFAULTHANDLER makes it show its threads on the terminal
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self._drain()
        stacks = bytes(self.raw[before:]).decode(errors="replace").rpartition("Fatal Python error")[2]
        return f"{screen}\n{stacks}"

    def _drain(self):
        """Wait until what has been written is on the screen."""
        deadline = time.monotonic() + LIMIT
        while self._master >= 0 and time.monotonic() < deadline:
            with self._news:
                if not select.select([self._master], [], [], 0.02)[0]:
                    return
            time.sleep(0.005)

    def _read(self):
        while True:
            ready, _, _ = select.select([self._master, self._closing], [], [])
            if self._closing in ready:
                return
            with self._news:
                data = os.read(self._master, 65536)
                self.raw += data
                del self.raw[:-TAIL]
                self._stream.feed(data)
                self._news.notify_all()

    def _set_size(self, cols, rows):
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))


def _environment(changes):
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONUNBUFFERED", "NO_COLOR")}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONFAULTHANDLER": "1", **changes}


def mptui(*args):
    """The command line of mptui with these arguments."""
    return [sys.executable, "-m", "mptui", *map(str, args)]


def program(name):
    """The path of a program for these tests."""
    return str(Path(__file__).with_name("programs") / f"{name}.py")
