"""One record of the event pipe into events: ids made small, names and depths filled in."""

import itertools
from collections import Counter, deque
from collections.abc import Callable

from msgspec.structs import replace

from mptui import events
from mptui.events import Event
from mptui.model.state import LOCAL
from mptui.probe import wire
from mptui.runtime.copies import Copies
from mptui.runtime.note_decoder import NoteDecoder
from mptui.runtime.object_table import ObjectTable
from mptui.runtime.roster import Entry, Roster
from mptui.runtime.shapes import Shape, TrackedObject

HOWS: tuple[events.Unblocking, ...] = ("release", "end_wait", "reap")
"""What the board calls RELEASE, END_WAIT and REAP, in that order."""
_UNKNOWN_OBJECT = TrackedObject(0, 0, "", 0, 0)


_STRAYS_KEPT = 10_000
MOST_NAME, MOST_PLACE, MOST_WORDS = 4096, 8192, 65536
"""Bytes of a name, of a place in a file, and of what the probe says of its own failure that are kept."""
_ERROR_PARTS = (MOST_NAME, MOST_NAME, MOST_PLACE)
_MOST_COUNT = 1 << 62
"""The largest maxsize or depth that is told: counting on from it stays within the 64 bits of a trace."""


def _text(data: bytes, most: int) -> str:
    text = data[:most].decode("utf-8", "replace")
    return text if len(data) <= most else f"{text}…"


class RecordDecoder:
    """Decodes a run's records one by one, and keeps what later ones refer to: sites, objects, shapes.

    `origin` is the run's start in CLOCK_MONOTONIC ns.
    """

    def __init__(self, origin: int, roster: Roster) -> None:
        self.launched: dict[str, str] | None = None
        self.launch_error: str | None = None
        self.objects = ObjectTable()
        self._numbers = itertools.count(1)
        self.copies = Copies(roster, self._numbers)
        self.notes = NoteDecoder(origin, roster, self.objects, self.copies.of)
        self.strays_before: deque[tuple[int, int, int, Entry]] = deque(maxlen=_STRAYS_KEPT)
        """How much was written past a stream before some output: t of the run, descriptor, bytes since its start, and
        who says so."""
        self.unblocking: TrackedObject | None = None
        """The object that whoever was asked last to help itself out waits for."""
        self.handled: set[int] = set()
        """Signals for which the program has, or had, a handler in any of its processes."""
        self._roster = roster
        self._sites: dict[int, str] = {0: ""}
        self._numbering: Counter[str] = Counter()

    @staticmethod
    def knows(kind: int) -> bool:
        """Whether there are such records."""
        return kind in _HANDLERS

    def record(self, kind: int, t: int, entry: Entry, payload: bytes) -> list[Event]:
        """The events of a record at `t` ns of the run, about the worker `entry`; none if its kind is not known.

        Raises ValueError, struct.error or IndexError if it makes no sense.
        """
        handler = _HANDLERS.get(kind)
        return [] if handler is None else handler(self, t, entry, payload)

    def _output(self, _t: int, _entry: Entry, _payload: bytes) -> list[Event]:
        raise ValueError("output of no stream")  # all other output has been dealt with by StreamDecoder

    def _site(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        (number,) = wire.SITE_HEAD.unpack_from(payload)
        self._sites[number] = _text(payload[wire.SITE_HEAD.size :], MOST_PLACE)
        return []

    def _worker_created(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        worker, parent, flavor = wire.CREATED_HEAD.unpack_from(payload)
        name = _text(payload[wire.CREATED_HEAD.size :], MOST_NAME)
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

    def _child_reaped(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        pid, code = wire.CHILD_HEAD.unpack(payload)
        return self._roster.child_reaped(t, pid, code)

    def _worker_paused(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        return [events.WorkerPaused(t, entry.id, entry.next_seq(), payload[0] == 1)]

    def _object_created(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        wire_id, site, maxsize, depth, own = wire.OBJECT_HEAD.unpack_from(payload)
        kind, module, name = (_text(part, MOST_NAME) for part in payload[wire.OBJECT_HEAD.size :].split(b"\0", 2))
        maxsize, depth = min(maxsize, _MOST_COUNT), min(depth, _MOST_COUNT)
        if self.objects.find(wire_id) is not None:
            return []  # one that several processes find by its name is announced by each
        parties, maxsize = (maxsize, -1) if kind == "Barrier" else (None, maxsize)
        number = next(self._numbers)
        shared = TrackedObject(number, wire_id, kind, max(maxsize, 0), depth if depth >= 0 else None)
        bound = maxsize if maxsize > 0 else None
        where = self._sites.get(site, "")
        if name:
            name = self.copies.name(entry, kind, module, name, where)
        else:
            self._numbering[kind] += 1
            name = f"{kind}-{self._numbering[kind]}"
        shared.pid = entry.pid if module in LOCAL else 0
        seq = entry.next_seq()
        made = shared.made = events.ObjectCreated(
            t, entry.id, seq, number, kind, name, where, bound, module, bool(own), max(depth, 0), depth >= 0
        )
        if parties is not None and parties > 0:
            made = shared.made = replace(made, parties=parties)
        self.objects.add(shared)
        self.objects.fold()
        return [made]

    def _shape(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        number, part, outcome, delta, of_worker, wire_id, site = wire.SHAPE_HEAD.unpack_from(payload)
        op = _text(payload[wire.SHAPE_HEAD.size :], MOST_NAME)
        shared = None if of_worker else self.objects.find(wire_id) or _UNKNOWN_OBJECT
        self.objects.add_shape(number, Shape(part, op, outcome, delta, shared, self._sites.get(site, "")))
        return []

    def _operation(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        number, started = wire.OPERATION_HEAD.unpack_from(payload)
        value = payload[wire.OPERATION_HEAD.size :]
        return self.notes.note(t, entry, number, started, value)

    def _handler_installed(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        (signum,) = wire.SIGNAL_HEAD.unpack(payload)
        self.handled.add(signum)
        return [events.HandlerInstalled(t, entry.id, entry.next_seq(), signum)]

    def _library_threads(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        (count,) = wire.COUNT_HEAD.unpack(payload)
        return [events.LibraryThreads(t, entry.id, entry.next_seq(), count)]

    def _forked(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        (child,) = wire.FORKED_HEAD.unpack(payload)
        return [events.Forked(t, entry.id, entry.next_seq(), child == 1)]

    def _unblocked(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        (how,) = wire.UNBLOCKED_HEAD.unpack(payload)
        shared = self.unblocking
        if shared is not None and HOWS[how - 1] == "release" and shared.depth is not None:
            shared.depth += "Semaphore" in shared.kind
        number = shared.number if shared is not None else None
        return [events.Unblocked(t, entry.id, entry.next_seq(), HOWS[how - 1], number)]

    def _error_seen(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        what, ended, wire_id, waiter = wire.ERROR_HEAD.unpack_from(payload)
        if what >= len(events.ERRORS):
            raise ValueError("an error of a kind that there is not")
        parts = payload[wire.ERROR_HEAD.size :].split(b"\0", 2)
        name, text, where = (_text(part, most) for part, most in zip(parts, _ERROR_PARTS, strict=True))
        shared, known = self.objects.find(wire_id), self._roster.known(waiter)
        number, waits = (None if shared is None else shared.number), (None if known is None else known.id)
        seq = entry.next_seq()
        return [events.ErrorSeen(t, entry.id, seq, events.ERRORS[what], number, name, text, where, ended == 1, waits)]

    def _worker_named(self, t: int, _entry: Entry, payload: bytes) -> list[Event]:
        (worker,) = wire.NAMED_HEAD.unpack_from(payload)
        return self._roster.named(t, worker, _text(payload[wire.NAMED_HEAD.size :], MOST_NAME))

    def _stray_before(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        stream, written = wire.STRAY_HEAD.unpack(payload)
        if stream < wire.STRAY:
            self.strays_before.append((t, stream + 1, written, entry))
        return []

    def _launched(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        python, method = payload.decode("utf-8", "replace").split("\0")
        self.launched = self.launched or {"python": python[:MOST_NAME], "start_method": method[:MOST_NAME]}
        return []

    def _launch_failed(self, _t: int, _entry: Entry, payload: bytes) -> list[Event]:
        self.launch_error = _text(payload, MOST_WORDS)
        return []

    def _probe_failed(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        return [events.ProbeFailed(t, entry.id, entry.next_seq(), _text(payload, MOST_WORDS))]


_HANDLERS: dict[int, Callable[[RecordDecoder, int, Entry, bytes], list[Event]]] = {
    wire.OUTPUT: RecordDecoder._output,
    wire.SITE: RecordDecoder._site,
    wire.WORKER_CREATED: RecordDecoder._worker_created,
    wire.WORKER_STARTED: RecordDecoder._worker_started,
    wire.WORKER_EXITING: RecordDecoder._worker_exiting,
    wire.WORKER_REAPED: RecordDecoder._worker_reaped,
    wire.CHILD_REAPED: RecordDecoder._child_reaped,
    wire.WORKER_PAUSED: RecordDecoder._worker_paused,
    wire.OBJECT_CREATED: RecordDecoder._object_created,
    wire.SHAPE: RecordDecoder._shape,
    wire.OPERATION: RecordDecoder._operation,
    wire.WORKER_NAMED: RecordDecoder._worker_named,
    wire.STRAY_BEFORE: RecordDecoder._stray_before,
    wire.HANDLER_INSTALLED: RecordDecoder._handler_installed,
    wire.LIBRARY_THREADS: RecordDecoder._library_threads,
    wire.UNBLOCKED: RecordDecoder._unblocked,
    wire.FORKED: RecordDecoder._forked,
    wire.ERROR_SEEN: RecordDecoder._error_seen,
    wire.LAUNCHED: RecordDecoder._launched,
    wire.LAUNCH_FAILED: RecordDecoder._launch_failed,
    wire.PROBE_FAILED: RecordDecoder._probe_failed,
}
