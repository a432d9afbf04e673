"""The threads that write records: whose they are, which of their records are missing, what is unfinished."""

from itertools import islice

from mptui.events import Event, EventsLost
from mptui.id_map import IdMap
from mptui.probe import wire
from mptui.runtime.refusals import Refusals
from mptui.runtime.roster import MOST_PAGES, Entry, Roster

MOST_WRITERS = 1000
"""Threads that are kept as they are; of those before, a few bytes each."""
_UNSEEN = -1
_PAYLOAD_LIMIT = wire.FRAGMENT_MAX + wire.PIPE_BUF
"""Longest payload that is put together from pieces, in bytes; the probe's own are no longer."""
_PARTIALS_LIMIT = 8
"""Unfinished payloads of one thread: a signal handler may write in the middle of another's."""
_HELD_LIMIT = 1 << 26
"""Bytes of unfinished payloads of all threads."""
_SEQ_MASK = 0xFFFFFFFF
_JUMP_LIMIT = 1 << 20
"""Records that a thread can have lost in a row; what jumps further has no true number."""


class Writer:
    """One thread's stream of records: its worker, its last seq, and by seq the payloads it is in the middle of.

    `missing`: how many of its records were counted as lost and have not come late.
    """

    __slots__ = ("entry", "missing", "partials", "seq")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.seq = _UNSEEN
        self.missing = 0
        self.partials: dict[int, tuple[int, bytearray]] = {}


class Writers:
    """All threads that have written, by their ids on the wire. `origin` is the run's start in CLOCK_MONOTONIC ns."""

    def __init__(self, origin: int, roster: Roster, refusals: Refusals) -> None:
        self.by_id: dict[int, Writer] = {}
        self.lost = 0
        self._origin = origin
        self._roster = roster
        self._refusals = refusals
        self._unfinished: dict[int, Writer] = {}
        self._fold_at = MOST_WRITERS + MOST_WRITERS // 2
        self._folded_seq, self._folded_worker = IdMap("Q", MOST_PAGES), IdMap("Q", MOST_PAGES)
        self._held = 0

    def find(self, writer_id: int, kind: int, payload: bytes) -> Writer:
        """The writer of a record. Raises ValueError if there are too many workers that nobody announced."""
        known = self._known(writer_id)
        if known is not None:
            return known
        worker = writer_id
        if kind == wire.WRITER and len(payload) == wire.WRITER_HEAD.size:
            (worker,) = wire.WRITER_HEAD.unpack(payload)
        return self._begin(writer_id, self._roster.entry(worker))

    def entry(self, writer_id: int) -> Entry:
        """The worker for which a thread writes; raises as `find`."""
        known = self._known(writer_id)
        return self._roster.entry(writer_id) if known is None else known.entry

    def known_entry(self, writer_id: int) -> Entry | None:
        """The same, if anybody has heard of it."""
        known = self._known(writer_id)
        return self._roster.known(writer_id) if known is None else known.entry

    def _begin(self, writer_id: int, entry: Entry) -> Writer:
        entry.writers += 1
        writer = self.by_id[writer_id] = Writer(entry)
        return writer

    def _known(self, writer_id: int) -> Writer | None:
        known = self.by_id.get(writer_id)
        if known is None and (following := self._folded_seq[writer_id]):
            known = self._begin(writer_id, self._roster.entry(self._folded_worker[writer_id]))
            known.seq = following - 1
        return known

    def fold(self) -> None:
        """Fold the oldest if there are too many: those whose workers have ended, and all if there are very many."""
        if len(self.by_id) <= self._fold_at:
            return
        very_many = len(self.by_id) > 10 * MOST_WRITERS
        for writer_id, writer in list(islice(self.by_id.items(), len(self.by_id) - MOST_WRITERS)):
            worker = self._roster.wire_id(writer.entry.id)
            done = (writer.entry.exited or very_many) and not writer.partials and not writer.missing
            if done and worker is not None:
                self._folded_seq[writer_id], self._folded_worker[writer_id] = writer.seq + 1, worker
                writer.entry.writers -= 1
                del self.by_id[writer_id]
        self._fold_at = max(len(self.by_id), MOST_WRITERS) + MOST_WRITERS // 2

    def mind_sequence(
        self, out: list[Event], writer_id: int, kind: int, seq: int, t: int, flags: int, payload: bytes
    ) -> bytes | None:
        """The payload, once it is whole, of a record that is not simply its thread's next one."""
        writer = self.by_id[writer_id]
        ahead = (seq - writer.seq - 1) & _SEQ_MASK
        if ahead and writer.seq != _UNSEEN and seq not in writer.partials:
            self._note_gap(out, writer, ahead, t)
        if writer.seq == _UNSEEN or ahead < _JUMP_LIMIT:
            writer.seq = seq
        if flags & wire.MORE or seq in writer.partials:
            return self._join(writer_id, writer, kind, seq, flags, payload)
        return payload

    def _note_gap(self, out: list[Event], writer: Writer, ahead: int, t: int) -> None:
        """A jump is a loss; a late record was counted as lost before."""
        if ahead < _JUMP_LIMIT:
            missing = ahead
        elif ahead > _SEQ_MASK - _JUMP_LIMIT and writer.missing:
            missing = -1
        else:
            self._refusals.note(writer.entry, "a record out of its place", 0)
            return
        writer.missing += missing
        self.lost += missing
        out.append(EventsLost(t - self._origin, writer.entry.id, writer.entry.next_seq(), missing))

    def _join(self, writer_id: int, writer: Writer, kind: int, seq: int, flags: int, piece: bytes) -> bytes | None:
        """The whole payload once its last piece is here."""
        _, joined = writer.partials.setdefault(seq, (kind, bytearray()))
        joined += piece
        self._held += len(piece)
        self._unfinished[writer_id] = writer
        if not flags & wire.MORE:
            self._drop(writer_id, writer, seq)
            return bytes(joined)
        if len(joined) > _PAYLOAD_LIMIT:
            self._refuse(writer_id, writer, seq, "a record without an end")
        elif len(writer.partials) > _PARTIALS_LIMIT:
            self._refuse(writer_id, writer, next(iter(writer.partials)), "a record that was never finished")
        while self._held > _HELD_LIMIT:
            oldest, owner = next(iter(self._unfinished.items()))
            self._refuse(oldest, owner, next(iter(owner.partials)), "a record that was never finished")
        return None

    def _refuse(self, writer_id: int, writer: Writer, seq: int, text: str) -> None:
        self._drop(writer_id, writer, seq)
        self._refusals.note(writer.entry, text)

    def _drop(self, writer_id: int, writer: Writer, seq: int) -> None:
        self._held -= len(writer.partials.pop(seq)[1])
        if not writer.partials:
            del self._unfinished[writer_id]

    def take_unfinished(self, entry: Entry) -> list[tuple[int, bytes]]:
        """Kind and payload so far of what a worker that is gone had begun to write."""
        found: list[tuple[int, bytes]] = []
        for writer_id, writer in list(self._unfinished.items()):
            if writer.entry is entry:
                found += [(kind, bytes(joined)) for kind, joined in writer.partials.values()]
                for seq in list(writer.partials):
                    self._drop(writer_id, writer, seq)
        return found
