"""What the records of the event pipe and the notes of the journal tell: ids made small, names and depths filled in."""

import json
from collections import Counter
from collections.abc import Callable

from mptui import events
from mptui.events import OUTCOMES, Event
from mptui.probe import wire
from mptui.probe.journal import DONE, FINISHED, STARTED, VOID
from mptui.runtime.roster import Entry, Roster

_DEPTH_CHANGES = {wire.PUT: 1, wire.GET: -1, wire.PUT_UNDONE: -1}


class TrackedObject:
    """What the decoder remembers of a shared object; `maxsize` as it was made, 0 if unbounded."""

    __slots__ = ("depth", "maxsize", "number", "wire_id")

    def __init__(self, number: int, wire_id: int, maxsize: int) -> None:
        self.number = number
        self.wire_id = wire_id
        self.maxsize = maxsize
        self.depth = 0


class Interpreter:
    """Knows one run's sites, objects and launch. `origin` is the run's start in CLOCK_MONOTONIC ns."""

    def __init__(self, origin: int, roster: Roster) -> None:
        self.launched: dict[str, str] | None = None
        self.launch_error: str | None = None
        self.objects: dict[int, TrackedObject] = {}
        self._origin = origin
        self._roster = roster
        self._sites: dict[int, str] = {0: ""}
        self._numbering: Counter[str] = Counter()

    @staticmethod
    def knows(kind: int) -> bool:
        """Whether there are such records."""
        return kind in _HANDLERS

    def record(self, kind: int, t: int, entry: Entry, payload: bytes) -> list[Event]:
        """What a record tells, at `t` ns of the run, of the worker `entry`; nothing if its kind is not known.

        Raises ValueError, struct.error, IndexError or RecursionError if it is malformed.
        """
        handler = _HANDLERS.get(kind)
        return [] if handler is None else handler(self, t, entry, payload)

    def _output(self, _t: int, _entry: Entry, _payload: bytes) -> list[Event]:
        raise ValueError("output of no stream")  # all other output has been dealt with by the decoder

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
        if known is None or (outcome == wire.OK) is (op == wire.PUT_UNDONE) or op not in _DEPTH_CHANGES:
            return None
        known.depth += _DEPTH_CHANGES[op]
        return known.depth

    def operation(
        self, t: int, entry: Entry, head: int, wire_id: int, site: int, started: int, value: bytes
    ) -> list[Event]:
        """What a note of an operation tells; `head` as in a slot of the journal. Raises ValueError if malformed."""
        part, op, outcome = head & 0xFF, head >> 8 & 0xFF, head >> 16 & 0xFF
        if part == VOID:
            return []
        if op >= len(wire.OPS) or outcome >= len(OUTCOMES):
            raise ValueError("no such operation or outcome")
        name = wire.OPS[op]
        found: list[Event] = []
        number, target = self._target(op, wire_id)
        if part != FINISHED:
            began = started - self._origin if started else t
            where = self._sites.get(site, "")
            seq = entry.next_seq()
            found.append(events.OpStarted(began, entry.id, seq, name, number, where, target, part == DONE))
        if part == STARTED:
            return found
        text = value.decode("utf-8", "replace") if value else None
        depth, seq = self._depth(op, outcome, wire_id), entry.next_seq()
        finished = events.OpFinished(t, entry.id, seq, name, number, OUTCOMES[outcome], text, depth, target)
        return [*found, finished]

    def _operation(self, t: int, entry: Entry, payload: bytes) -> list[Event]:
        head, wire_id, site, started = wire.OPERATION_HEAD.unpack_from(payload)
        return self.operation(t, entry, head, wire_id, site, started, payload[wire.OPERATION_HEAD.size :])

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


_HANDLERS: dict[int, Callable[[Interpreter, int, Entry, bytes], list[Event]]] = {
    wire.OUTPUT: Interpreter._output,
    wire.SITE: Interpreter._site,
    wire.WORKER_CREATED: Interpreter._worker_created,
    wire.WORKER_STARTED: Interpreter._worker_started,
    wire.WORKER_EXITING: Interpreter._worker_exiting,
    wire.WORKER_REAPED: Interpreter._worker_reaped,
    wire.WORKER_PAUSED: Interpreter._worker_paused,
    wire.OBJECT_CREATED: Interpreter._object_created,
    wire.OPERATION: Interpreter._operation,
    wire.LAUNCHED: Interpreter._launched,
    wire.LAUNCH_FAILED: Interpreter._launch_failed,
    wire.PROBE_FAILED: Interpreter._probe_failed,
}
