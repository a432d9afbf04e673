"""One program, bare and under mptui: what each side wrote, byte by byte, and how it ended.

The bare side runs on two pseudo-terminals in raw mode (no newline is changed), one for each stream: mptui's default is
the buffering of a terminal. No side has colours, a controlling terminal, or a standard input other than the same bytes.
"""

import contextlib
import difflib
import os
import re
import selectors
import signal
import subprocess
import sys
import time
import tty
from dataclasses import dataclass

from corpus import PROGRAMS

from vocabulary import environment

LIMIT = 60
"""Seconds after which a run counts as hanging."""
_AFTERMATH = 10
"""Seconds that the processes which a bare program left behind are given to close the terminals."""

_VOLATILE = [
    (re.compile(rb"0x[0-9a-fA-F]{6,16}"), b"0xADDRESS"),
    (re.compile(rb"\bpid[=: ]+\d+"), b"pid=PID"),
    (re.compile(rb"\bparent=\d+"), b"parent=PID"),
    (re.compile(rb"\b(started|stopped)( daemon)? \d+"), rb"\1\2 IDENT"),
    (re.compile(rb"\bowner=\d{5,}"), b"owner=IDENT"),
    (re.compile(rb"\bhandle \d+"), b"handle HANDLE"),
    (re.compile(rb"^mptui: the main process has ended .*\n", re.MULTILINE), b""),
    (re.compile(rb"\b(mp-|psm_|pymp-|listener-)[A-Za-z0-9_]{8}\b"), rb"\1NAME"),
    (re.compile(rb"\bProcess \d+ terminated abruptly"), b"Process PID terminated abruptly"),
]
"""What differs between two bare runs: addresses, process ids, thread idents, names that the library draws at random;
and the line in which mptui says that it waits for what outlives the main process."""


@dataclass(frozen=True)
class Result:
    """What a run wrote, and its exit status as a shell gives it; None if it had to be ended."""

    stdout: bytes
    stderr: bytes
    status: int | None

    def comparable(self, sorted_lines):
        """The same without what differs from run to run."""
        streams = [_normalised(self.stdout), _normalised(self.stderr)]
        if sorted_lines:
            streams = [b"".join(sorted(text.splitlines(keepends=True))) for text in streams]
        return Result(*streams, self.status)


def _normalised(text):
    for pattern, replacement in _VOLATILE:
        text = pattern.sub(replacement, text)
    return text


def _environment(program):
    return environment(PYTHON_COLORS="0", PYTHONDONTWRITEBYTECODE="1", **dict(program.env))


def _stdin(program):
    """A file that holds what the program reads."""
    descriptor = os.memfd_create("stdin")
    os.write(descriptor, program.stdin)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def run_bare(program, python, method):
    """Run it as `python PROGRAM` on raw terminals."""
    pairs = [os.openpty(), os.openpty()]
    for _, slave in pairs:
        tty.setraw(slave)
    command = [python, *program.command(method)]
    return _run(command, program, [slave for _, slave in pairs], [master for master, _ in pairs])


def run_watched(program, python, method):
    """Run it under `mptui run --headless`, whose own output goes to pipes."""
    pairs = [os.pipe(), os.pipe()]
    other = [] if python == sys.executable else ["--python", python]
    command = [sys.executable, "-m", "mptui", "run", "--headless", *other, *program.command(method)]
    return _run(command, program, [write for _, write in pairs], [read for read, _ in pairs])


def _run(command, program, outer, inner):
    """Run `command` with the descriptors `outer` as its streams; read what arrives at `inner`."""
    stdin = _stdin(program)
    process = subprocess.Popen(
        command,
        stdin=stdin,
        stdout=outer[0],
        stderr=outer[1],
        cwd=PROGRAMS,
        env=_environment(program),
        start_new_session=True,
    )
    for descriptor in (stdin, *outer):
        os.close(descriptor)
    try:
        streams, in_time = _read(process, inner)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
        for descriptor in inner:
            os.close(descriptor)
    status = 128 - code if code < 0 else code
    return Result(*streams, status if in_time else None)


def _read(process, descriptors):
    """Everything up to the end of both streams, and whether that came in time."""
    streams = {descriptor: bytearray() for descriptor in descriptors}
    deadline = time.monotonic() + LIMIT
    ended = False
    with selectors.DefaultSelector() as selector:
        for descriptor in descriptors:
            selector.register(descriptor, selectors.EVENT_READ)
        while selector.get_map() and time.monotonic() < deadline:
            for key, _ in selector.select(0.5):
                data = _read_some(key.fd)
                streams[key.fd] += data
                if not data:
                    selector.unregister(key.fd)
            if not ended and process.poll() is not None:
                ended, deadline = True, time.monotonic() + _AFTERMATH
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(max(deadline - time.monotonic(), 0.1))
    return [bytes(stream) for stream in streams.values()], process.poll() is not None


def _read_some(descriptor):
    try:
        return os.read(descriptor, 65536)
    except OSError:  # a terminal whose other side is closed
        return b""


def difference(program, bare, watched):
    """What is not the same, as a unified diff of each stream; empty if all is."""
    left, right = (side.comparable(program.sorted_lines) for side in (bare, watched))
    parts = []
    if left.status is None or left.status != right.status:
        parts.append(f"exit status: bare {left.status}, under mptui {right.status}\n")
    for name in ("stdout", "stderr"):
        one, other = (_ascii_lines(getattr(side, name)) for side in (left, right))
        parts += difflib.unified_diff(one, other, f"{name}, bare", f"{name}, under mptui")
    return "".join(parts)


def _ascii_lines(text):
    """Lines in which every byte that is not plain text can be seen."""
    return [line.decode("ascii", "backslashreplace").replace("\r", "\\r") for line in text.splitlines(keepends=True)]
