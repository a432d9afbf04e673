"""The worker's stdout and stderr: CPython's own text and buffer layers over a lowest layer that emits fragments.

Chunking is therefore CPython's own: what a write(2) would have carried is what a fragment carries. The layers are
built as `create_stdio` in CPython's pylifecycle.c builds them.
"""

import io
import os
import struct
import sys
import time
from fcntl import fcntl, ioctl
from os import fstat, get_inheritable
from termios import FIONREAD
from typing import Any, Callable, Optional, TextIO

from .. import board, wire
from ..board import PACED, PAUSED
from ..channels import file_at
from ..disguise import passes_for, put_in_place, strip_probe_frames
from ..emitter import emitter, writer
from ..gate import gate
from ..guard import failed
from ..waiting import raised_by_call, waited

_TERMINAL_BLOCK = 1024
"""st_blksize of a Linux pseudo-terminal, which is the size of the buffer that CPython gives a stream on it."""


_SETTLING = 0.2
"""Seconds that writes under way are given at the end of the interpreter."""

_NONE = bytes(4)
"""FIONREAD's answer while nothing waits in a pipe."""

_BUFFER = 1025
"""Bytes for an answer, though it takes 4: into so many ioctl() writes without letting go of the interpreter (CPython's
fcntlmodule.c), and each time it lets go more than bare, threads of the program change places more or less often."""

_READ_TIMEOUT = 0.05
"""Seconds within which mptui's read of stray output should be over."""

_TRUST = 20_000_000
"""Nanoseconds for which a descriptor that was mptui's is taken to be so still. It is looked at before each write, but
only by a call that keeps the interpreter: one put there by os.dup2 or opened there by Python is noticed at once."""
_ours_at = [0, 0, 0]
"""By descriptor, when it was last seen to be mptui's, in CLOCK_MONOTONIC ns."""

_HELD = PAUSED | PACED
_UNUSUAL = 1 << 62
"""In place of the size of data of a type that no buffer of Python's writes."""
_writing: list[Any] = []
"""An entry for each thread that is in a write."""
_settled: list[Any] = []
"""Streams that are kept until the process ends."""


class FragmentIO(io.FileIO):
    """The lowest layer: each write is one fragment on the event pipe, as it would have been one write(2)."""

    def __init__(self, descriptor: int, stream: int, terminal: bool) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self._descriptor = descriptor
        self._head = wire.OUTPUT_HEAD.pack(stream)
        self._terminal = terminal
        self._device, self._inode = emitter.board.stream(descriptor)
        self.answer = bytearray(_BUFFER)
        self.waiting = memoryview(self.answer)[:4]
        self.reads = bytearray(8)
        self.write = _quick_write(self, descriptor, stream)  # type: ignore[method-assign]

    def __repr__(self) -> str:
        text = super().__repr__()
        return text if text.startswith("<_io.") else f"<_io.{text[1:]}"

    def leads_to_us(self) -> bool:
        """Whether the descriptor still is mptui's, and no file that the program has put in its place."""
        try:
            found = fstat(self._descriptor)
        except OSError:
            return False
        return found.st_ino == self._inode and found.st_dev == self._device

    def isatty(self) -> bool:
        """As the buffering knob says: line buffering is a terminal's."""
        return self._terminal if self.leads_to_us() else super().isatty()

    def write_slowly(self, data: Any) -> Optional[int]:  # None as FileIO's: it would block
        """Emit `data`; without the probe, and if the descriptor is another file, it goes to the descriptor as ever."""
        if not emitter.on or not self.leads_to_us():
            return self._write_past_us(data)
        content = bytes(data)
        _writing.append(self)
        try:
            gate()
            self._tell_strays()
            if not emitter.on:  # the probe has just failed
                return self._write_past_us(data)
            for start in range(0, len(content), wire.FRAGMENT_MAX):
                if not writer.put_fragment(self._head[0], content[start : start + wire.FRAGMENT_MAX]):
                    return start + (self._write_past_us(content[start:]) or 0)
        except Exception as error:
            failed(error)
            return self._write_past_us(data)
        finally:
            _writing.pop()
        return len(content)

    def _tell_strays(self) -> None:
        """What others wrote to the descriptor comes before this fragment, however late mptui reads it."""
        ioctl(self._descriptor, FIONREAD, self.answer)
        if self.waiting == _NONE and emitter.board.stray_reads(self._descriptor) == self.reads:
            return
        deadline = time.monotonic() + _READ_TIMEOUT
        while True:
            count, read = emitter.board.strays_read(self._descriptor)
            (waiting,) = struct.unpack("=i", ioctl(self._descriptor, FIONREAD, _NONE))
            if not count % 2 and emitter.board.strays_read(self._descriptor)[0] == count:
                break
            if time.monotonic() > deadline:
                break
            time.sleep(0.0001)
        self.reads[:] = count.to_bytes(8, "little")
        emitter.emit(wire.STRAY_BEFORE, wire.STRAY_HEAD.pack(self._head[0], read + waiting))

    def _write_past_us(self, data: Any) -> Optional[int]:
        try:
            return waited(super().write, data)  # type: ignore[no-any-return]
        except OSError as error:
            if type(data) is not memoryview or not raised_by_call(error):
                raise
            self.write = super().write  # type: ignore[method-assign]
            return 0  # the buffer above tries again, and fails again, but without a frame of ours in its traceback


def _quick_write(raw: FragmentIO, descriptor: int, stream: int) -> Callable[[Any], Optional[int]]:
    """The write method, with everything that the usual case needs as a variable of its own.

    The usual case: no knob is turned, the descriptor is marked as mptui's, nobody has written to it past Python's
    streams, and the data fit into one record. Else, or if anything at all is odd, the data are written slowly.
    """
    memory, reads, ours_at = emitter.board.memory, raw.reads, _ours_at
    answer, waiting = raw.answer, raw.waiting
    first, last = emitter.board.stray_reads_at(descriptor)
    most, now = wire.FRAGMENT_DATA_MAX, time.monotonic_ns
    enter, leave, slowly = _writing.append, _writing.pop, raw.write_slowly

    def write(data: Any) -> Optional[int]:
        enter(raw)
        try:
            kind = type(data)
            size = len(data) if kind is bytes else data.nbytes if kind is memoryview else _UNUSUAL
            try:
                is_usual = (
                    not memory[0] & _HELD
                    and 0 < size <= most
                    and get_inheritable(descriptor)
                    and (now() - ours_at[descriptor] < _TRUST or _is_ours(descriptor))
                    and not ioctl(descriptor, FIONREAD, answer)
                    and waiting == _NONE
                    and memory[first:last] == reads
                )
            except OSError:
                is_usual = False
            if is_usual and writer.put_fragment(stream, data):
                return size
        except Exception as error:
            failed(error)
        finally:
            leave()
        return slowly(data)

    return write


def _is_ours(descriptor: int) -> bool:
    """Whether the descriptor leads to mptui. Another thread may run meanwhile, which does not happen without mptui."""
    if fcntl(descriptor, board.F_GETSIG) != board.stream_mark(descriptor):
        return False
    _ours_at[descriptor] = time.monotonic_ns()
    emitter.look()
    return emitter.on


def _wrap_dup2(stock: Any) -> Any:
    @passes_for(stock)
    def dup2(*args: Any, **kwargs: Any) -> Any:
        try:
            return stock(*args, **kwargs)
        except BaseException as error:
            strip_probe_frames(error)
            raise
        finally:
            _ours_at[:] = 0, 0, 0

    return dup2


FragmentIO.__module__, FragmentIO.__name__, FragmentIO.__qualname__ = "_io", "FileIO", "FileIO"


def _block_size(descriptor: int) -> int:
    return getattr(os.fstat(descriptor), "st_blksize", 0) or io.DEFAULT_BUFFER_SIZE


def _make_stream(old: TextIO, stream: int, buffering: str) -> io.TextIOWrapper:
    descriptor = stream + 1
    terminal = buffering != "block"
    raw = FragmentIO(descriptor, stream, terminal)
    raw.name = old.name  # FileIO's name may be set, as CPython itself does for '<stdout>'
    unbuffered = buffering == "unbuffered"
    size = _TERMINAL_BLOCK if terminal else _block_size(descriptor)
    text = io.TextIOWrapper(
        raw if unbuffered else io.BufferedWriter(raw, size),
        old.encoding,
        old.errors,
        newline="\n",
        line_buffering=not unbuffered and (terminal or stream == wire.STDERR),
        write_through=unbuffered,
    )
    text.mode = "w"  # type: ignore[misc] # set by CPython on its own streams too
    return text


def raw_of(stream: Any) -> Any:
    """The lowest layer of a text stream; None if it is none, or has been detached from it."""
    try:
        return stream.buffer.raw if isinstance(stream, io.TextIOWrapper) else None
    except (AttributeError, ValueError):
        return None


def settle() -> None:
    """Last thing before the interpreter is torn down: leave no stream whose lock a daemon thread may die with.

    A daemon thread is stopped wherever it is. If that is inside a buffered stream, CPython aborts when it flushes the
    stream. So wait for writes under way, and go on with streams that have no buffer and no lock.
    """
    deadline = time.monotonic() + _SETTLING
    while _writing and time.monotonic() < deadline:
        time.sleep(0.001)
    for name, stream in (("stdout", wire.STDOUT), ("stderr", wire.STDERR)):
        old = getattr(sys, name)
        raw = raw_of(old)
        if isinstance(raw, FragmentIO):
            _settled.append(old)
            if old.closed or not raw.leads_to_us():
                continue
            old.flush()
            new = _make_stream(old, stream, "unbuffered")
            setattr(sys, name, new)
            setattr(sys, f"__{name}__", new)


def install(buffering: str) -> None:
    """Put the emitting streams in place of sys.stdout and sys.stderr, unless closed or leading to another file."""
    put_in_place(os, "dup2", _wrap_dup2(os.dup2))
    for name, stream in (("stdout", wire.STDOUT), ("stderr", wire.STDERR)):
        old: Optional[TextIO] = getattr(sys, name)
        if old is None or file_at(stream + 1) != emitter.board.stream(stream + 1):
            continue
        old.flush()
        new = _make_stream(old, stream, buffering)
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)
