"""Writes a trace while a run goes on: events become lines in the caller's thread, and reach the disk in another.

So a slow disk keeps nobody waiting. What waits for the disk is bounded: if that is not enough, or the disk is full, the
recording ends with a word to the user, and what has been written by then can be read.
"""

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from mptui.errors import UsageError
from mptui.events import Event, RunStarted, singles
from mptui.recording.blocks import LINES_MAX, compressed
from mptui.recording.codec import encoded, header_line

SUFFIX = ".gz"
"""How the name of a compressed trace ends."""
_ENDINGS = (".jsonl.gz", ".json.gz")
"""Of names that end in more than a suffix."""
WAITING_MAX = 1 << 26
"""Bytes that may wait for the disk."""
FLUSH = 0.4
"""Seconds after which a block is written although it is not full."""
_LOOK = 0.2
"""Seconds between two looks at how old a block is."""
_CLOSE_TIMEOUT = 30.0


class _Disk(threading.Thread):
    """Writes bytes to a file in order. `waiting`: how many have been given and are not written yet."""

    def __init__(self, descriptor: int, idle: Callable[[], None], fail: Callable[[str], None]) -> None:
        """`idle` is called when nothing has come for a while; `fail` with what went wrong, once."""
        super().__init__(name="mptui-trace", daemon=True)
        self.waiting = 0
        self._descriptor = descriptor
        self._idle, self._fail = idle, fail
        self._parts: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._counting = threading.Lock()

    def give(self, data: bytes) -> None:
        """Have it written."""
        with self._counting:
            self.waiting += len(data)
        self._parts.put(data)

    def end(self) -> None:
        """End once what has been given is written; nobody waits for that."""
        self._parts.put(None)

    def wait(self) -> None:
        """Wait for the end, but not for a disk that hangs."""
        self.join(_CLOSE_TIMEOUT)

    def run(self) -> None:
        """Write until there is nothing more, or it fails."""
        try:
            while (data := self._next()) is not None:
                self._write(data)
        except OSError as error:
            self._fail(error.strerror or str(error))
        finally:
            os.close(self._descriptor)

    def _next(self) -> bytes | None:
        while True:
            with suppress(queue.Empty):
                return self._parts.get(timeout=_LOOK)
            self._idle()

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        with self._counting:
            self.waiting -= len(data)


class TraceWriter:
    """Writes events as they come; a path that ends in `.gz` is compressed. May be called in any one thread.

    A restart begins a second file beside the first (`name-2.jsonl`). `failure` says why the recording has ended before
    it was closed, and is empty while all is well.
    """

    def __init__(
        self,
        path: Path,
        *,
        force: bool = False,
        on_failure: Callable[[str], None] = lambda _: None,
        later: Callable[[int], Path] | None = None,
        advice: str = "give another --trace",
    ) -> None:
        """Raises UsageError if the file cannot be written, or would be lost by it and `force` is not given.

        `on_failure` is called once, in any thread, with a sentence on why the recording has ended. `later` gives the
        file of the second run and any after that; `advice`: what to do if the file cannot be written.
        """
        self.path = path
        self._later = later or (lambda run: numbered(path, run))
        self._advice = advice
        self.failure = ""
        self._force, self._on_failure = force, on_failure
        self._compressed = path.suffix == SUFFIX
        self._runs = 0
        self._filling = threading.RLock()
        self._lines: list[bytes] = []
        self._size = self._first_t = 0
        self._since = 0.0
        self._ended: list[_Disk] = []
        self._disk = self._open(path)

    def _open(self, path: Path) -> _Disk:
        try:
            if not self._force and path.is_file() and path.stat().st_size:
                raise UsageError(f"{path} exists: give --force to write over it, or another --trace")
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise UsageError(f"cannot write the trace {path}: {error.strerror}; {self._advice}") from error
        disk = _Disk(descriptor, self._flush_old, lambda why: self._fail(f"{path}: {why}"))
        disk.start()
        return disk

    def _fail(self, why: str) -> None:
        """`why`: what is wrong with which file."""
        if not self.failure:
            self.failure = f"the recording has ended: {why}; what was written before can be read"
            self._on_failure(self.failure)

    @property
    def waiting(self) -> int:
        """Bytes that wait for the disk."""
        return self._disk.waiting

    def write(self, events: Sequence[Event]) -> None:
        """Append a batch."""
        if self.failure:
            return
        with self._filling:
            for event in events:
                if isinstance(event, RunStarted):
                    self._begin(event)
                    continue
                for single in singles(event):
                    self._add(encoded(single), single.t)
            if not self._compressed:
                self._flush()

    def _begin(self, event: RunStarted) -> None:
        self._runs += 1
        if self._runs > 1:
            self.end()
            try:
                self.path = self._later(self._runs)
                self._disk = self._open(self.path)
            except UsageError as error:
                self._fail(str(error))
        self._add([header_line(event)], event.t)

    def _add(self, lines: list[bytes], t: int) -> None:
        size = sum(map(len, lines)) + len(lines)
        if self._size + size > LINES_MAX and self._lines:
            self._flush()
        if not self._lines:
            self._first_t, self._since = t, time.monotonic()
        self._lines += lines
        self._size += size

    def _flush(self) -> None:
        """Give what there is to the disk."""
        if not self._lines:
            return
        data = b"\n".join(self._lines) + b"\n"
        if self._compressed:
            data = compressed(data, len(self._lines), max(self._first_t, 0))
        self._lines, self._size = [], 0
        if self._disk.waiting + len(data) > WAITING_MAX:
            self._fail(f"{self.path}: the disk is too slow")
        elif not self.failure:
            self._disk.give(data)

    def _flush_old(self) -> None:
        """In the disk's thread: nobody may come to fill the block."""
        if self._filling.acquire(blocking=False):
            try:
                if self._lines and time.monotonic() - self._since >= FLUSH:
                    self._flush()
            finally:
                self._filling.release()

    def end(self) -> None:
        """Write no more than what has come; does not wait until that is on disk."""
        with self._filling:
            self._flush()
        self._disk.end()
        self._ended.append(self._disk)

    def close(self) -> None:
        """Finish the file, and those of earlier runs."""
        if self._disk not in self._ended:
            self.end()
        for disk in self._ended:
            disk.wait()


def numbered(path: Path, run: int) -> Path:
    """The file of a later run: `trace.jsonl.gz` becomes `trace-2.jsonl.gz`."""
    ending = next((end for end in _ENDINGS if path.name.endswith(end)), path.suffix)
    return path.with_name(f"{path.name.removesuffix(ending)}-{run}{ending}")
