"""A recorded trace, opened: its header, its blocks, and the events of each. What is broken is left out, and said."""

import gzip
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from mptui.errors import TraceError
from mptui.events import Event, RecordingStarted, RunStarted
from mptui.recording.blocks import LINE_MAX, Block, compressed_blocks, decompress, is_gzip, plain_blocks
from mptui.recording.codec import BrokenLine, decoded, read_header


class Trace:
    """One trace. Its events come in blocks, which can be read in any order; the first begins with the header's event.

    `begin`: when it begins, in ns of the run, if that was in its middle, else 0. `damage` says what cannot be read, and
    where, as far as it has been seen: events from there on are not there.
    """

    def __init__(self, path: Path) -> None:
        """Raises TraceError if the file cannot be read or is no trace."""
        self.path = path
        self.damage = ""
        self.blocks: list[Block] = []
        self._compressed = False
        try:
            self._file: IO[bytes] = path.open("rb")
        except OSError as error:
            raise TraceError(f"cannot read the trace {path}: {error.strerror}") from error
        try:
            self._find_blocks()
            self.header = self._read_header()
            self.begin = self._find_begin()
        except (OSError, EOFError, TraceError) as error:
            self._file.close()
            if isinstance(error, TraceError):
                raise
            raise TraceError(f"cannot read the trace {path}: {getattr(error, 'strerror', None) or error}") from error

    def _find_blocks(self) -> None:
        size = os.fstat(self._file.fileno()).st_size
        if is_gzip(self._file.read(2)):
            self.blocks = list(compressed_blocks(self._file, size))
            self._compressed = bool(self.blocks)
            if not self._compressed:
                packed, self._file = self._file, self._unpacked()
                packed.close()
        if not self._compressed:
            self.blocks = list(plain_blocks(self._file, self._file.seek(0, os.SEEK_END), 0))
        elif (end := self.blocks[-1].offset + self.blocks[-1].size) < size:
            self._note_damage(f" from byte {end} on it is no trace")

    def _unpacked(self) -> IO[bytes]:
        """The lines of a file that another tool has compressed: it cannot be read from its middle, so as a whole."""
        unpacked = tempfile.TemporaryFile()  # noqa: SIM115 # it lives as long as the trace
        with gzip.open(self.path, "rb") as packed:
            try:
                shutil.copyfileobj(packed, unpacked)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                self._note_damage(f" compressed data: {error}")
        return unpacked

    def _note_damage(self, what: str) -> None:
        self.damage = self.damage or f"{self.path}:{what}; what comes before it has been read"

    def _read_header(self) -> RunStarted:
        if not self.blocks:
            raise TraceError(f"{self.path}: it is empty")
        text = self._text(0).partition(b"\n")[0]
        try:
            return read_header(text)
        except TraceError as error:
            raise TraceError(f"{self.path}:1: {error}") from error

    def _find_begin(self) -> int:
        """What it begins with may be in a block of its own, behind the one that has the header."""
        for number in range(min(len(self.blocks), 2)):
            second = self._text(number).split(b"\n", 2)[number == 0 :]
            with suppress(BrokenLine):
                for event in decoded(second[:1]):
                    return event.t if isinstance(event, RecordingStarted) else 0
        return 0

    def _text(self, number: int) -> bytes:
        block = self.blocks[number]
        self._file.seek(block.offset)
        data = self._file.read(min(block.size, 4 * LINE_MAX))
        if not self._compressed:
            return data
        text, problem = decompress(data)
        if problem:
            self._end_at(number, f" block {number + 1} of {len(self.blocks)} is {problem}")
        return text

    def _end_at(self, number: int, what: str) -> None:
        """Nothing after this block is read."""
        del self.blocks[number + 1 :]
        self._note_damage(what)

    def events(self, number: int) -> list[Event]:
        """The events of one block; those before what is broken in it."""
        text = self._text(number)
        lines = text.splitlines()
        if number == 0:
            del lines[0]
        found: list[Event] = [self.header] if number == 0 else []
        try:
            found.extend(decoded(lines))
        except BrokenLine as broken:
            is_cut = number == len(self.blocks) - 1 and broken.place == len(lines) - 1 and not text.endswith(b"\n")
            why = "cut short" if is_cut else f"not a trace event: {broken.why}"
            self._end_at(number, f"{self._line_number(number, broken.place)}: {why}")
        return found

    def _line_number(self, number: int, place: int) -> int:
        """Where the event of a place in a block is: lines are counted, which takes time, only when it is asked for."""
        before = sum(self._text(earlier).count(b"\n") for earlier in range(number))
        return before + place + 1 + (number == 0)

    def __iter__(self) -> Iterator[Event]:
        number = 0
        while number < len(self.blocks):
            yield from self.events(number)
            number += 1

    def __enter__(self) -> "Trace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._file.close()


def read_trace(path: Path) -> Iterator[Event]:
    """The events of a trace, RunStarted (the header) first. Raises TraceError, at its end, if it is damaged."""
    with Trace(path) as trace:
        yield from trace
        if trace.damage:
            raise TraceError(trace.damage)
