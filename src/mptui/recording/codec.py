"""Events as the lines of a trace: JSON, one event a line. See docs/trace-format.md."""

import base64
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from mptui.errors import TraceError
from mptui.events import EVENT_TYPES, MEMORY_TYPES, Event, OpDone, OpFinished, OpStarted, Output, RunStarted, singles

FORMAT = "mptui-trace"
VERSION = 1
LATEST = 1 << 62
"""Nanoseconds of the run within which times are believed: some hundred years."""
IMMEDIATE = b'"immediate":true}'
"""How the line ends of an operation whose end is the next line."""

_encode = msgspec.json.Encoder().encode
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
_HEADER = _fields[RunStarted]


def header_line(event: RunStarted) -> bytes:
    """The first line of a trace."""
    return _encode({"format": FORMAT, "version": VERSION} | {name: getattr(event, name) for name, _ in _HEADER})


def read_header(text: bytes) -> RunStarted:
    """The run of which a trace's first line tells. Raises TraceError if it is none that this version can read."""
    try:
        header = msgspec.json.decode(text)
        if header["format"] != FORMAT:
            raise TraceError(f"not an {FORMAT}, but {str(header['format'])[:40]!r}")
        if header["version"] != VERSION:
            raise TraceError(
                f"written as version {str(header['version'])[:40]} of the format; this mptui reads {VERSION}"
            )
        return msgspec.convert({"t": 0, "worker": 0, "seq": 1, **header}, RunStarted)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise TraceError(f"not an {FORMAT}: {error}") from error


def encoded(event: Event) -> list[bytes]:
    """The lines of an event, without their ends."""
    return [_encode(line) for line in to_lines(event)]


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
        line = {**line, "data": data, "fd": fd}
    event: Event = msgspec.convert(line, event_type)
    if not -LATEST < event.t < LATEST:
        raise ValueError(f"a time outside of any run: {str(event.t)[:40]}")
    return event


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


class BrokenLine(Exception):  # noqa: N818 # what a file holds; TraceError is what the user is told
    """A line that is no event. `place`: its number among those that were decoded, from 0; `why`: in a few words."""

    def __init__(self, place: int, why: str) -> None:
        super().__init__(why)
        self.place, self.why = place, why


def decoded(lines: Iterable[bytes]) -> Iterator[Event]:
    """The events of lines, those joined that are one in memory; unknown kinds are left out. Raises BrokenLine."""
    waiting: OpStarted | None = None
    for place, text in enumerate(lines):
        try:
            line = msgspec.json.decode(text)
            event = from_line(line)
            immediate = isinstance(event, OpStarted) and line.get("immediate") is True
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            if waiting is not None:
                yield waiting
            raise BrokenLine(place, " ".join(str(error).split())[:100]) from error
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
