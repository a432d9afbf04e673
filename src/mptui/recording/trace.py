"""The trace file: JSON Lines, one event a line, arrival order; `.gz` compresses. See docs/trace-format.md."""

import base64
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from mptui.errors import TraceError, UsageError
from mptui.events import EVENT_TYPES, MEMORY_TYPES, Event, OpDone, OpFinished, OpStarted, Output, RunStarted, singles

FORMAT = "mptui-trace"
VERSION = 1

_encoder = msgspec.json.Encoder()
_types = {event_type.KIND: event_type for event_type in EVENT_TYPES if event_type not in MEMORY_TYPES}
_REQUIRED = object()
_fields = {
    event_type: tuple(
        zip(
            event_type.__struct_fields__[3:],
            (_REQUIRED,) * (len(event_type.__struct_fields__) - 3 - len(event_type.__struct_defaults__))
            + event_type.__struct_defaults__,
            strict=True,
        )
    )
    for event_type in EVENT_TYPES
}
"""Of each type, what it adds to the shared fields, with the default that need not be written."""


def to_lines(event: Event) -> Iterator[dict[str, Any]]:
    """An event as the JSON objects of its lines; optional fields that stand at their default are left out."""
    for single in singles(event):
        if isinstance(single, OpDone):
            yield from _done_lines(single)
        else:
            yield _to_line(single)


def _done_lines(event: OpDone) -> Iterator[dict[str, Any]]:
    """Whoever reads the file sees an operation start and finish, and `immediate` where both happened at once."""
    seq, op, target = event.seq, event.op, event.target
    started = OpStarted(event.began, event.worker, seq - 1, op, event.object, event.where, target, scoped=event.scoped)
    yield _to_line(started) | {"immediate": True}
    yield _to_line(
        OpFinished(event.t, event.worker, seq, op, event.object, event.outcome, event.value, event.depth, target)
    )


def _to_line(event: Event) -> dict[str, Any]:
    line: dict[str, Any] = {"t": event.t, "worker": event.worker, "seq": event.seq, "kind": event.KIND}
    if isinstance(event, Output):
        return _output_line(line, event)
    for name, default in _fields[type(event)]:
        value = getattr(event, name)
        if default is _REQUIRED or value != default:
            line[name] = value
    return line


def _output_line(line: dict[str, Any], event: Output) -> dict[str, Any]:
    text = event.data.decode("utf-8", "backslashreplace")
    line["stream"], line["text"] = event.stream, text
    if text.encode() != event.data:
        line["raw"] = base64.b64encode(event.data).decode()
    if event.stream == "stray":
        line["fd"] = event.fd
    return line


def from_line(line: dict[str, Any]) -> Event | None:
    """The event of a line; None for a kind that this version does not know. Unknown fields are ignored.

    Raises TypeError or ValueError (of which msgspec's errors are kinds) for a line that cannot be an event.
    """
    event_type = _types.get(line.get("kind", ""))
    if event_type is None:
        return None
    if event_type is Output:
        raw = line.get("raw")
        data = base64.b64decode(raw, validate=True) if raw is not None else str(line["text"]).encode()
        fd = line.get("fd", 2 if line["stream"] == "stderr" else 1)
        if fd not in (1, 2):
            raise ValueError(f"fd is 1 or 2, not {fd}")
        return msgspec.convert({**line, "data": data, "fd": fd}, Output)
    return msgspec.convert(line, event_type)


def _joined(started: OpStarted, finished: Event | None) -> Event | None:
    """What `_done_lines` took apart, or None if the two are no such pair."""
    if not isinstance(finished, OpFinished) or finished.worker != started.worker:
        return None
    if (started.op, started.object, started.target) != (finished.op, finished.object, finished.target):
        return None
    return OpDone(
        finished.t,
        finished.worker,
        finished.seq,
        finished.op,
        finished.object,
        started.where,
        finished.outcome,
        finished.value,
        finished.depth,
        finished.target,
        started.t,
        started.scoped,
    )


class TraceWriter:
    """Writes events as they come. A restart begins a second file beside the first (`name-2.jsonl`).

    Every batch is flushed, so what has been recorded is on disk and readable whatever happens next.
    """

    def __init__(self, path: Path) -> None:
        """Raises UsageError if the file cannot be written: found out before the program starts."""
        self._path = path
        self._runs = 0
        self._file = self._open(path)

    def _open(self, path: Path) -> IO[bytes]:
        try:
            return gzip.open(path, "wb") if path.suffix == ".gz" else path.open("wb")  # type: ignore[return-value]
        except OSError as error:
            raise UsageError(f"cannot write the trace {path}: {error.strerror}; give another --trace") from error

    def write(self, events: list[Event]) -> None:
        """Append a batch."""
        lines: list[bytes] = []
        for event in events:
            if isinstance(event, RunStarted):
                self._begin(event, lines)
            else:
                lines.extend(map(_encoder.encode, to_lines(event)))
        if lines and not self._file.closed:
            self._file.write(b"\n".join(lines) + b"\n")
            self._file.flush()

    def _begin(self, event: RunStarted, lines: list[bytes]) -> None:
        self._runs += 1
        if self._runs > 1:
            if lines:
                self._file.write(b"\n".join(lines) + b"\n")
                lines.clear()
            self._file.close()
            self._file = self._open(numbered(self._path, self._runs))
        header = {"format": FORMAT, "version": VERSION}
        for name, _ in _fields[RunStarted]:
            header[name] = getattr(event, name)
        lines.append(_encoder.encode(header))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def numbered(path: Path, run: int) -> Path:
    """The file of a later run: `trace.jsonl.gz` becomes `trace-2.jsonl.gz`."""
    stem, dot, rest = path.name.partition(".")
    return path.with_name(f"{stem}-{run}{dot}{rest}")


def read_trace(path: Path) -> Iterator[Event]:
    """The events of a trace, RunStarted (the header) first. Raises TraceError naming the line at fault."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            yield _header(path, file.readline())
            yield from _events(path, file)
    except (OSError, EOFError) as error:
        raise TraceError(f"cannot read the trace {path}: {error}") from error


def _events(path: Path, file: Iterable[bytes]) -> Iterator[Event]:
    waiting: OpStarted | None = None
    for number, text in enumerate(file, start=2):
        try:
            line = msgspec.json.decode(text)
            event = from_line(line)
            immediate = isinstance(event, OpStarted) and line.get("immediate") is True
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise TraceError(f"{path}:{number}: not a trace event: {error}") from error
        if waiting is not None:
            joined = _joined(waiting, event)
            yield joined or waiting
            waiting, event = None, None if joined else event
        if immediate and isinstance(event, OpStarted):
            waiting = event
        elif event is not None:
            yield event
    if waiting is not None:
        yield waiting


def _header(path: Path, text: bytes) -> RunStarted:
    try:
        header = msgspec.json.decode(text)
        if header["format"] != FORMAT or header["version"] != VERSION:
            raise TraceError(f"{path}:1: not an {FORMAT} of version {VERSION}")
        return msgspec.convert({"t": 0, "worker": 0, "seq": 1, **header}, RunStarted)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise TraceError(f"{path}:1: not an {FORMAT} header: {error}") from error
