"""Bytes from the event pipe into events: ids made small, names and depths filled in, losses counted.

Nothing is evaluated, and whatever is malformed ends as lost records, so a broken worker cannot break the reader.
"""

import json
import struct
from collections import Counter
from collections.abc import Callable, Sequence

from mptui import events
from mptui.events import OUTCOMES, STREAMS, Event
from mptui.probe import wire
from mptui.probe.journal import DONE, FINISHED, STARTED, VOID
from mptui.runtime.journal_reader import Note
from mptui.runtime.roster import Entry, Roster

_UNSEEN = -1
_LENGTHS = range(wire.HEADER.size, wire.PIPE_BUF - wire.LENGTH.size + 1)
_PAYLOAD_LIMIT = 1 << 20
"""Longest payload that is put together from pieces, in bytes; the probe's own are far shorter."""
_PARTIALS_LIMIT = 8
"""Unfinished payloads of one thread: a signal handler may write in the middle of another's."""
_NEVER = 1 << 64
_FUTURE = 10_000_000_000
"""Nanoseconds after now for which a record is believed and left for the next time; one beyond is not waited for."""


class _Writer:
    """One thread's stream of records: its worker, its last seq, and by seq the payloads it is in the middle of."""

    __slots__ = ("entry", "partials", "seq")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.seq = _UNSEEN
        self.partials: dict[int, tuple[int, bytearray]] = {}


class TrackedObject:
    """What the decoder remembers of a shared object; `maxsize` as it was made, 0 if unbounded."""

    __slots__ = ("depth", "maxsize", "number", "wire_id")

    def __init__(self, number: int, wire_id: int, maxsize: int) -> None:
        self.number = number
        self.wire_id = wire_id
        self.maxsize = maxsize
        self.depth = 0


class Decoder:
    """Turns one run's bytes into events. `origin` is the run's start in CLOCK_MONOTONIC ns."""

    def __init__(self, origin: int, roster: Roster) -> None:
        self.launched: dict[str, str] | None = None
        self.launch_error: str | None = None
        self.objects: dict[int, TrackedObject] = {}
        self.lost = 0
        self._origin = origin
        self._roster = roster
        self._rest = b""
        self._writers: dict[int, _Writer] = {}
        self._sites: dict[int, str] = {0: ""}
        self._numbering: Counter[str] = Counter()

    def feed(self, data: bytes, notes: Sequence[Note] = (), horizon: int | None = None) -> list[Event]:
        """All events that `data`, with what was left over from before, completes, and those of `notes`.

        `notes` come from the journal, in order of time, all from before `horizon`; records from it on are left for
        the next time. A note goes before the first record that is not older: what a thread noted before it wrote a
        record has been seen by whoever read that record first and the journal afterwards.
        """
        buffer = self._rest + data if self._rest else data
        out: list[Event] = []
        position, end = 0, len(buffer)
        noted, next_note = 0, notes[0].t if notes else _NEVER
        last = _NEVER if horizon is None else horizon
        frame, head = wire.FRAME, wire.FRAME.size
        while end - position >= head:
            length, kind, flags, writer_id, seq, t = frame.unpack_from(buffer, position)
            if length not in _LENGTHS:
                position = self._resume(out, buffer, position)
                continue
            following = position + wire.LENGTH.size + length
            if following > end or last <= t < last + _FUTURE:
                break
            while t >= next_note:
                self._take_note(out, notes[noted])
                noted += 1
                next_note = notes[noted].t if noted < len(notes) else _NEVER
            payload = buffer[position + head : following]
            position = following
            writer = self._writers.get(writer_id)
            if writer is None:
                writer = self._writers[writer_id] = _Writer(self._entry_of(writer_id, kind, payload))
            if seq != writer.seq + 1 and seq not in writer.partials:
                self._note_gap(out, writer, seq, t)
            writer.seq = max(seq, writer.seq)
            if flags & wire.MORE or seq in writer.partials:
                joined = self._join(out, writer, kind, seq, t, flags, payload)
                if joined is None:
                    continue
                payload = joined
            if kind == wire.OUTPUT and payload and payload[0] < wire.STRAY:
                entry = writer.entry
                entry.seq += 1
                stream = STREAMS[payload[0]]
                fd = payload[0] + 1
                out.append(events.Output(t - self._origin, entry.id, entry.seq, stream, payload[1:], fd))
            else:
                self._decode(out, kind, t - self._origin, writer.entry, payload)
        self._rest = buffer[position:]
        for note in notes[noted:]:
            self._take_note(out, note)
        return out

    @property
    def rest(self) -> int:
        """Bytes that wait for the next feed."""
        return len(self._rest)

    def _resume(self, out: list[Event], buffer: bytes, position: int) -> int:
        """Something that is no record stands at `position`: it is lost, and the next likely record is looked for."""
        self._lose(out, self._roster.entry(wire.MAIN_WORKER), 0)
        for place in range(position + 1, len(buffer) - wire.FRAME.size + 1):
            length, kind, flags, *_ = wire.FRAME.unpack_from(buffer, place)
            if length in _LENGTHS and (kind in _HANDLERS or kind == wire.WRITER) and flags <= wire.MORE:
                return place
        return max(position + 1, len(buffer) - wire.FRAME.size + 1)

    def _lose(self, out: list[Event], entry: Entry, t: int) -> None:
        self.lost += 1
        out.append(events.EventsLost(t, entry.id, entry.next_seq(), 1))

    def _entry_of(self, writer_id: int, kind: int, payload: bytes) -> Entry:
        if kind == wire.WRITER and len(payload) == wire.WRITER_HEAD.size:
            return self._roster.entry(wire.WRITER_HEAD.unpack(payload)[0])
        return self._roster.entry(writer_id)

    def _note_gap(self, out: list[Event], writer: _Writer, seq: int, t: int) -> None:
        """A jump is a loss; a late record was counted as lost before."""
        if writer.seq == _UNSEEN:
            return
        missing = seq - writer.seq - 1 if seq > writer.seq else -1
        self.lost += missing
        out.append(events.EventsLost(t - self._origin, writer.entry.id, writer.entry.next_seq(), missing))

    def _join(
        self, out: list[Event], writer: _Writer, kind: int, seq: int, t: int, flags: int, piece: bytes
    ) -> bytes | None:
        """The whole payload once its last piece is here."""
        _, joined = writer.partials.setdefault(seq, (kind, bytearray()))
        joined += piece
        if flags & wire.MORE and len(joined) <= _PAYLOAD_LIMIT:
            if len(writer.partials) > _PARTIALS_LIMIT:
                del writer.partials[min(writer.partials)]
                self._lose(out, writer.entry, t - self._origin)
            return None
        del writer.partials[seq]
        if flags & wire.MORE:
            self._lose(out, writer.entry, t - self._origin)
            return None
        return bytes(joined)

    def close_writers_of(self, entry: Entry, t: int) -> list[Event]:
        """The worker is gone: what it had written of an unfinished fragment still counts as written."""
        out: list[Event] = []
        for writer in self._writers.values():
            if writer.entry is not entry:
                continue
            for kind, joined in writer.partials.values():
                if kind == wire.OUTPUT and joined and joined[0] < wire.STRAY:
                    stream, fd = STREAMS[joined[0]], joined[0] + 1
                    out.append(events.Output(t, entry.id, entry.next_seq(), stream, bytes(joined[1:]), fd))
                else:
                    self._lose(out, entry, t)
            writer.partials.clear()
        return out

    def _decode(self, out: list[Event], kind: int, t: int, entry: Entry, payload: bytes) -> None:
        handler = _HANDLERS.get(kind)
        if handler is None:
            return
        try:
            out.extend(handler(self, t, entry, payload))
        except (struct.error, IndexError, UnicodeDecodeError, ValueError, RecursionError):
            self._lose(out, entry, t)

    def _output(self, _t: int, _entry: Entry, _payload: bytes) -> list[Event]:
        raise ValueError("output of no stream")  # what is right has been dealt with in feed, the hot path

    def _site(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        (number,) = wire.SITE_HEAD.unpack_from(payload)
        self._sites[number] = payload[wire.SITE_HEAD.size :].decode("utf-8", "replace")
        return []

    def _worker_created(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        worker, parent, flavor = wire.CREATED_HEAD.unpack_from(payload)
        name = payload[wire.CREATED_HEAD.size :].decode("utf-8", "replace")
        return self._roster.created(t, worker, parent, flavor, name)

    def _worker_started(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        worker, pid = wire.WORKER_HEAD.unpack(payload)
        return self._roster.started(t, worker, pid)

    def _worker_exiting(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        worker, code = wire.WORKER_HEAD.unpack(payload)
        return self._roster.exiting(t, worker, code)

    def _worker_reaped(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        worker, code = wire.WORKER_HEAD.unpack(payload)
        return self._roster.reaped(t, worker, code)

    def _worker_paused(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        return [events.WorkerPaused(t, entry.id, entry.next_seq(), payload[0] == 1)]

    def _object_created(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        wire_id, site, maxsize, own = wire.OBJECT_HEAD.unpack_from(payload)
        rest = payload[wire.OBJECT_HEAD.size :].decode("utf-8", "replace")
        kind, module, name = rest.split("\0", 2)
        number = len(self.objects) + 1
        self.objects[wire_id] = TrackedObject(number, wire_id, max(maxsize, 0))
        if not name:
            self._numbering[kind] += 1
            name = f"{kind}-{self._numbering[kind]}"
        bound = maxsize if maxsize > 0 else None
        where = self._sites.get(site, "")
        return [
            events.ObjectCreated(t, entry.id, entry.next_seq(), number, kind, name, where, bound, module, bool(own))
        ]

    def _target(self, op: int, wire_id: int) -> tuple[int | None, int | None]:
        """The (object, worker) that an operation is on; None for what it is not."""
        if op == wire.JOIN_WORKER:
            return None, self._roster.entry(wire_id).id if wire_id else None
        known = self.objects.get(wire_id)
        return (known.number if known is not None else 0), None

    def _depth(self, op: int, outcome: int, wire_id: int) -> int | None:
        known = self.objects.get(wire_id)
        if known is None or op not in (wire.PUT, wire.GET) or outcome != wire.OK:
            return None
        known.depth += 1 if op == wire.PUT else -1
        return known.depth

    def _take_note(self, out: list[Event], note: Note) -> None:
        _, writer_id, head, wire_id, site, started, value = note
        part, op, outcome = head & 0xFF, head >> 8 & 0xFF, head >> 16 & 0xFF
        writer = self._writers.get(writer_id)
        entry = self._roster.entry(writer_id) if writer is None else writer.entry
        if part == VOID:
            return
        t = note.t - self._origin
        if op >= len(wire.OPS) or outcome >= len(OUTCOMES):
            self._lose(out, entry, t)
            return
        name = wire.OPS[op]
        number, target = self._target(op, wire_id)
        if part != FINISHED:
            entry.seq += 1
            began = started - self._origin if started else t
            where = self._sites.get(site, "")
            out.append(events.OpStarted(began, entry.id, entry.seq, name, number, where, target, part == DONE))
        if part != STARTED:
            entry.seq += 1
            text = value.decode("utf-8", "replace") if value else None
            depth = self._depth(op, outcome, wire_id)
            out.append(events.OpFinished(t, entry.id, entry.seq, name, number, OUTCOMES[outcome], text, depth, target))

    def _operation(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        size = wire.OPERATION_HEAD.size
        head, wire_id, site, started = wire.OPERATION_HEAD.unpack_from(payload)
        out: list[Event] = []
        writer = next(known for known, found in self._writers.items() if found.entry is entry)
        self._take_note(out, Note(t + self._origin, writer, head, wire_id, site, started, payload[size:]))
        return out

    def has_ended(self, writer_id: int) -> bool:
        """Whether a thread is over, as far as is known."""
        writer = self._writers.get(writer_id)
        entry = self._roster.entries.get(writer_id) if writer is None else writer.entry
        return entry is not None and entry.exited

    def _launched(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        facts = json.loads(payload)
        if not isinstance(facts, dict):
            raise ValueError("facts about the launch are an object")  # noqa: TRY004 # malformed, as all others
        self.launched = {name: str(fact) for name, fact in facts.items()}
        return []

    def _launch_failed(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        self.launch_error = payload.decode("utf-8", "replace")
        return []

    def _probe_failed(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        return [events.ProbeFailed(t, entry.id, entry.next_seq(), payload.decode("utf-8", "replace"))]


_HANDLERS: dict[int, Callable[[Decoder, int, Entry, bytes], list[Event]]] = {
    wire.OUTPUT: Decoder._output,
    wire.SITE: Decoder._site,
    wire.WORKER_CREATED: Decoder._worker_created,
    wire.WORKER_STARTED: Decoder._worker_started,
    wire.WORKER_EXITING: Decoder._worker_exiting,
    wire.WORKER_REAPED: Decoder._worker_reaped,
    wire.WORKER_PAUSED: Decoder._worker_paused,
    wire.OBJECT_CREATED: Decoder._object_created,
    wire.OPERATION: Decoder._operation,
    wire.LAUNCHED: Decoder._launched,
    wire.LAUNCH_FAILED: Decoder._launch_failed,
    wire.PROBE_FAILED: Decoder._probe_failed,
}
