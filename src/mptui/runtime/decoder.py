"""Bytes from the event pipe, and notes from the journal, into events, with losses counted.

Nothing is evaluated, and whatever is malformed ends as lost records, so a broken worker cannot break the reader.
"""

import struct
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from mptui import events
from mptui.events import DESCRIPTORS, STREAMS, Event, Fragment
from mptui.probe import wire
from mptui.runtime.interpreter import Interpreter
from mptui.runtime.journal_reader import Note
from mptui.runtime.roster import Entry, Roster

_UNSEEN = -1
_LENGTH_SIZE = wire.LENGTH.size
_SHORTEST, _LONGEST = wire.HEADER.size, wire.PIPE_BUF - wire.LENGTH.size
_PAYLOAD_LIMIT = 1 << 20
"""Longest payload that is put together from pieces, in bytes; the probe's own are far shorter."""
_PARTIALS_LIMIT = 8
"""Unfinished payloads of one thread: a signal handler may write in the middle of another's."""
_NEVER = 1 << 64
_RUN_MOST = 256
"""Fragments in one OutputRun: a front end takes an event as a whole, and wants to look at the clock now and then."""
_time = itemgetter(0)
_FUTURE = 10_000_000_000
"""Nanoseconds after now for which a record is believed and left for the next time; one beyond is not waited for."""


class _Writer:
    """One thread's stream of records: its worker, its last seq, and by seq the payloads it is in the middle of."""

    __slots__ = ("entry", "partials", "seq")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.seq = _UNSEEN
        self.partials: dict[int, tuple[int, bytearray]] = {}


class Decoder:
    """Turns one run's bytes into events. `origin` is the run's start in CLOCK_MONOTONIC ns."""

    def __init__(self, origin: int, roster: Roster) -> None:
        self.told = Interpreter(origin, roster)
        self.lost = 0
        self._origin = origin
        self._roster = roster
        self._rest = b""
        self._writers: dict[int, _Writer] = {}

    def feed(self, data: bytes, notes: Sequence[Note] = (), horizon: int | None = None) -> list[Event]:
        """All events that `data`, with what was left over, completes, and those of `notes`.

        `notes` come from the journal, in order of time, all from before `horizon`; records from it on are left for
        the next time. A note goes before the first record that is not older: what a thread noted before it wrote a
        record has been seen by whoever read that record first and the journal afterwards.
        """
        buffer = self._rest + data if self._rest else data
        out, run = list[Event](), list[Fragment]()
        position, end, unpack, head = 0, len(buffer), wire.FRAME.unpack_from, wire.FRAME.size
        origin, writers, output, stray = self._origin, self._writers, wire.OUTPUT, wire.STRAY
        noted, next_note = 0, notes[0][0] if notes else _NEVER
        last = _NEVER if horizon is None else horizon
        while end - position >= head:
            length, kind, flags, writer_id, seq, t = unpack(buffer, position)
            following = position + _LENGTH_SIZE + length
            if not _SHORTEST <= length <= _LONGEST:
                run = self._end_run(out, run)
                position = self._resume(out, buffer, position)
                continue
            if following > end or last <= t < last + _FUTURE:
                break
            if t >= next_note:
                run = self._end_run(out, run)
                noted, next_note = self._add_notes_before(out, notes, noted, t)
            begin, position = position + head, following
            writer = writers.get(writer_id)
            usual = writer is not None and seq == writer.seq + 1 and not flags and not writer.partials
            if usual and kind == output and begin < following and buffer[begin] < stray:
                writer.seq = seq  # type: ignore[union-attr] # it is there: this is the usual case
                entry = writer.entry  # type: ignore[union-attr]
                entry.seq += 1
                run.append((t - origin, entry.id, entry.seq, STREAMS[buffer[begin]], buffer[begin + 1 : following]))
                continue
            run = self._end_run(out, run)
            self._add_other(out, writer_id, kind, seq, t, flags, buffer[begin:following])
        self._end_run(out, run)
        self._rest = buffer[position:]
        self._add_notes(out, notes, noted, len(notes))
        return out

    @staticmethod
    def _end_run(out: list[Event], run: list[Fragment]) -> list[Fragment]:
        """Tell of fragments that came in a row; returns what the next row is to be gathered in."""
        if len(run) == 1:
            ((t, worker, seq, stream, data),) = run
            out.append(events.Output(t, worker, seq, stream, data, DESCRIPTORS[stream]))
            return []
        for start in range(0, len(run), _RUN_MOST):
            part = run[start : start + _RUN_MOST]
            out.append(events.OutputRun(part[0][0], events.PROGRAM, 0, part))
        return [] if run else run

    def _add_other(
        self, out: list[Event], writer_id: int, kind: int, seq: int, t: int, flags: int, payload: bytes
    ) -> None:
        """A record that is no output, or not simply the next one."""
        writer = self._writers.get(writer_id) or self._new_writer(writer_id, kind, payload)
        if seq != writer.seq + 1 or flags or writer.partials:
            whole = self._mind_sequence(out, writer, kind, seq, t, flags, payload)
            if whole is None:
                return
            payload = whole
        else:
            writer.seq = seq
        if kind == wire.OUTPUT and payload and payload[0] < wire.STRAY:
            self._add_output(out, t - self._origin, writer.entry, payload)
        else:
            self._add_record(out, kind, t - self._origin, writer.entry, payload)

    @property
    def rest(self) -> int:
        """Bytes that wait for the next feed."""
        return len(self._rest)

    def _resume(self, out: list[Event], buffer: bytes, position: int) -> int:
        """Something that is no record stands at `position`: it is lost, and the next likely record is looked for."""
        self._lose(out, self._roster.entry(wire.MAIN_WORKER), 0)
        for place in range(position + 1, len(buffer) - wire.FRAME.size + 1):
            length, kind, flags, *_ = wire.FRAME.unpack_from(buffer, place)
            if (
                _SHORTEST <= length <= _LONGEST
                and (Interpreter.knows(kind) or kind == wire.WRITER)
                and flags <= wire.MORE
            ):
                return place
        return max(position + 1, len(buffer) - wire.FRAME.size + 1)

    def _lose(self, out: list[Event], entry: Entry, t: int) -> None:
        self.lost += 1
        out.append(events.EventsLost(t, entry.id, entry.next_seq(), 1))

    def _new_writer(self, writer_id: int, kind: int, payload: bytes) -> _Writer:
        worker = writer_id
        if kind == wire.WRITER and len(payload) == wire.WRITER_HEAD.size:
            (worker,) = wire.WRITER_HEAD.unpack(payload)
        writer = self._writers[writer_id] = _Writer(self._roster.entry(worker))
        return writer

    def _mind_sequence(
        self, out: list[Event], writer: _Writer, kind: int, seq: int, t: int, flags: int, payload: bytes
    ) -> bytes | None:
        """The payload, if it is whole, of a record that is not simply the next one."""
        if seq != writer.seq + 1 and seq not in writer.partials:
            self._note_gap(out, writer, seq, t)
        writer.seq = max(seq, writer.seq)
        if flags & wire.MORE or seq in writer.partials:
            return self._join(out, writer, kind, seq, t, flags, payload)
        return payload

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
                    self._add_output(out, t, entry, bytes(joined))
                else:
                    self._lose(out, entry, t)
            writer.partials.clear()
        return out

    def _add_output(self, out: list[Event], t: int, entry: Entry, payload: bytes) -> None:
        entry.seq += 1
        stream = payload[0]
        out.append(events.Output(t, entry.id, entry.seq, STREAMS[stream], payload[1:], stream + 1))

    def _add_record(self, out: list[Event], kind: int, t: int, entry: Entry, payload: bytes) -> None:
        try:
            out += self.told.record(kind, t, entry, payload)
        except (struct.error, IndexError, ValueError, RecursionError):
            self._lose(out, entry, t)

    def _add_notes_before(self, out: list[Event], notes: Sequence[Note], first: int, t: int) -> tuple[int, int]:
        """Returns the place and the time of the first note that is left."""
        upto = bisect_right(notes, t, first, key=_time)
        self._add_notes(out, notes, first, upto)
        return upto, notes[upto][0] if upto < len(notes) else _NEVER

    def _add_notes(self, out: list[Event], notes: Sequence[Note], first: int, last: int) -> None:
        operations = self.told.operations
        while first < last:
            t, writer_id, shape, started, value = notes[first]
            writer = self._writers.get(writer_id)
            entry = self._roster.entry(writer_id) if writer is None else writer.entry
            count = operations.holds(notes, first, last)
            if count:
                out.append(operations.hold_series(notes, first, count, entry))
                first += count
                continue
            try:
                out += operations.operation(t - self._origin, entry, shape, started, value)
            except (ValueError, struct.error):
                self._lose(out, entry, t - self._origin)
            first += 1

    def has_ended(self, writer_id: int) -> bool:
        """Whether a thread is over, as far as is known."""
        writer = self._writers.get(writer_id)
        entry = self._roster.entries.get(writer_id) if writer is None else writer.entry
        return entry is not None and entry.exited
