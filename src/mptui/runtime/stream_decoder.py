"""Bytes from the event pipe, and notes from the journal, into events, with losses counted.

Nothing is evaluated, every field is checked, and what makes no sense ends as a BadRecord of whoever sent it: a broken
worker cannot break the reader.
"""

import time
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeAlias

from mptui import events
from mptui.events import DESCRIPTORS, STREAMS, Event, Fragment
from mptui.probe import wire
from mptui.runtime.frames import LONGEST, SHORTEST, next_frame
from mptui.runtime.journal_reader import SKEW, Note
from mptui.runtime.record_decoder import RecordDecoder
from mptui.runtime.refusals import Refusals, reason
from mptui.runtime.roster import Entry, Roster
from mptui.runtime.writers import Writers

Notes: TypeAlias = Sequence[Note]
_LENGTH_SIZE = wire.LENGTH.size
_NEVER = 1 << 64
_RUN_MOST = 256
"""Fragments in one OutputRun: a front end takes an event as a whole, and wants to look at the clock now and then."""
_time = itemgetter(0)
_STALL = 1_000_000_000
"""Nanoseconds for which a record may stay unfinished; writers write it at once."""


class StreamDecoder:
    """Turns one run's bytes into events. `origin` is the run's start in CLOCK_MONOTONIC ns."""

    def __init__(self, origin: int, roster: Roster) -> None:
        self.records = RecordDecoder(origin, roster)
        self.refusals = Refusals(roster.program)
        self.held_back = False
        """Records wait for the next feed, by which the journal will have been read."""
        self._origin = origin
        self._roster = roster
        self._rest = b""
        self._stalled = 0
        self._writers = Writers(origin, roster, self.refusals)

    @property
    def lost(self) -> int:
        """Records that never arrived or could not be used."""
        return self._writers.lost + self.refusals.total

    def feed(self, data: bytes, notes: Notes = (), horizon: int = _NEVER, at_end: bool = False) -> list[Event]:
        """All events that `data`, with what was left over, completes, and those of `notes`.

        `notes`: in order of time, before `horizon`, as are the records that are used now. `at_end`: nothing follows.
        """
        buffer = self._rest + data if self._rest else data
        out, run = list[Event](), list[Fragment]()
        position, end, unpack, head = 0, len(buffer), wire.FRAME.unpack_from, wire.FRAME.size
        origin, writers, output, stray = self._origin, self._writers.by_id, wire.OUTPUT, wire.STRAY
        noted, next_note, now = 0, notes[0][0] if notes else _NEVER, time.monotonic_ns()
        bound = min(horizon, now + SKEW)
        self.held_back = False
        while end - position >= head:
            length, kind, flags, writer_id, seq, t = unpack(buffer, position)
            following = position + _LENGTH_SIZE + length
            sound = origin <= t < bound and SHORTEST <= length <= LONGEST and flags <= wire.MORE
            if not sound or following > end:
                if (onward := self._after_odd(buffer, position, bound, now, at_end)) is None:
                    break
                position = onward
                continue
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
        self._keep(buffer, position, now, at_end)
        self._add_notes(out, notes, noted, len(notes))
        return out + self.refusals.take_events(now - origin)

    @staticmethod
    def _end_run(out: list[Event], run: list[Fragment]) -> list[Fragment]:
        """Make events of fragments that came in a row; returns what the next row is to be gathered in."""
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
        try:
            writer = self._writers.find(writer_id, kind, payload)
            if seq != writer.seq + 1 or flags or writer.partials:
                whole = self._writers.mind_sequence(out, writer_id, kind, seq, t, flags, payload)
                if whole is None:
                    return
                payload = whole
            else:
                writer.seq = seq
            if kind == wire.OUTPUT and payload and payload[0] < wire.STRAY:
                self._add_output(out, t - self._origin, writer.entry, payload)
            else:
                out += self.records.record(kind, t - self._origin, writer.entry, payload)
        except Exception as error:  # whatever a worker wrote, the others' records have to be read
            self.refusals.note(self._known(writer_id), reason(error))

    def _known(self, writer_id: int) -> Entry:
        """The worker for which a thread writes, or nobody in particular."""
        return self._writers.known_entry(writer_id) or self._roster.program

    @property
    def rest(self) -> int:
        """Bytes that wait for the next feed."""
        return len(self._rest)

    def _after_odd(self, buffer: bytes, position: int, bound: int, now: int, at_end: bool) -> int | None:
        """Where to go on after what is not simply a record; None: wait for more, or until the journal has been read."""
        length, _, flags, writer_id, seq, t = wire.FRAME.unpack_from(buffer, position)
        origin, newest, end = self._origin, now + SKEW, len(buffer)
        fits, following = SHORTEST <= length <= LONGEST and flags <= wire.MORE, position + _LENGTH_SIZE + length
        if fits and bound <= t < newest:
            self.held_back = True
            return None
        if fits and origin <= t < newest:
            stalled = position == 0 and self._stalled and now - self._stalled > _STALL
            if not (at_end or stalled):
                return None
            self._refuse(writer_id, seq, "a record that was never finished")
        elif fits and following <= end and next_frame(buffer, position + 1, following, origin, newest) is None:
            self._refuse(writer_id, seq, "a time outside the run")
            return int(following)
        else:
            self.refusals.note(self._roster.program, "bytes that are no record")
        onward = next_frame(buffer, position + 1, end, origin, newest)
        return max(position + 1, end - wire.FRAME.size + 1) if onward is None else onward

    def _refuse(self, writer_id: int, seq: int, text: str) -> None:
        """A record cannot be used; its number is, so that it is not lost besides."""
        writer = self._writers.by_id.get(writer_id)
        if writer is not None and seq == writer.seq + 1:
            writer.seq = seq
        self.refusals.note(self._known(writer_id), text)

    def _keep(self, buffer: bytes, position: int, now: int, at_end: bool) -> None:
        """Keep for the next time what has not been used, and what is old small."""
        if at_end and position < len(buffer):
            self.refusals.note(self._roster.program, "bytes that are no record")
            position = len(buffer)
        waits = position < len(buffer) and not self.held_back
        if not waits or position or not self._stalled:
            self._stalled = now if waits else 0
        self._rest = buffer[position:]
        self._writers.fold()
        for number in self._roster.fold():
            self.records.copies.forget(number)
        self.records.objects.fold()

    def close_writers_of(self, entry: Entry, t: int) -> list[Event]:
        """The worker is gone: what it had written of an unfinished fragment still counts as written."""
        out: list[Event] = []
        for kind, payload in self._writers.take_unfinished(entry):
            if kind == wire.OUTPUT and payload and payload[0] < wire.STRAY:
                self._add_output(out, t, entry, payload)
            else:
                self.refusals.note(entry, "a record that was never finished")
        return out + self.refusals.take_events(t)

    def _add_output(self, out: list[Event], t: int, entry: Entry, payload: bytes) -> None:
        entry.seq += 1
        stream = payload[0]
        out.append(events.Output(t, entry.id, entry.seq, STREAMS[stream], payload[1:], stream + 1))

    def refuse_notes(self, writer_id: int, text: str, count: int) -> None:
        """Notes of a thread that cannot be used."""
        self.refusals.note(self._known(writer_id), text, count)

    def lose_notes(self, writer_id: int, count: int) -> None:
        """Notes of a thread were begun and never finished."""
        self.refusals.lose(self._known(writer_id), count)

    def _add_notes_before(self, out: list[Event], notes: Notes, first: int, t: int) -> tuple[int, int]:
        """Add the notes that go before a record at `t`; returns the place and the time of the first that is left.

        A note goes before the first record that is not older: what a thread noted before it wrote a record has been
        seen by whoever read that record first and the journal afterwards.
        """
        upto = bisect_right(notes, t, first, key=_time)
        self._add_notes(out, notes, first, upto)
        return upto, notes[upto][0] if upto < len(notes) else _NEVER

    def _add_notes(self, out: list[Event], notes: Notes, first: int, last: int) -> None:
        decoder = self.records.notes
        while first < last:
            t, writer_id, shape, started, value = notes[first]
            try:
                entry = self._writers.entry(writer_id)
                count = decoder.count_lock_cycles(notes, first, last)
                if count:
                    out += decoder.lock_cycles(notes, first, count, entry)
                    first += count
                    continue
                out += decoder.note(t - self._origin, entry, shape, started, value)
            except Exception as error:  # see _add_other
                self.refusals.note(self._known(writer_id), reason(error))
            first += 1

    def has_ended(self, writer_id: int) -> bool:
        """Whether a thread is over, as far as is known."""
        entry = self._writers.known_entry(writer_id)
        return entry is not None and entry.exited
