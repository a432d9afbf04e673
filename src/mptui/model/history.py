"""What everybody did when, in bounded memory: the past that the timeline shows and its cursor reads out.

A RunState knows the present alone. A History follows it event by event, and keeps of each worker its latest changes
exactly and all its time in slots, of each object its depth or its holder, and the turns of knobs.
"""

from collections import deque
from collections.abc import Iterator, Sequence

import msgspec

from mptui.events import (
    PROGRAM,
    Event,
    Fragment,
    KnobChanged,
    KnobValue,
    LockCycles,
    ObjectFound,
    OpDone,
    OpFinished,
    OpStarted,
    Output,
    OutputRun,
    RunStarted,
    WorkerFound,
)
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.track import ABSENT, BLOCKED, BY_CODE, CODE_SHIFT, HOLDING, PAUSED, RUNNING, Track
from mptui.model.values import Values

TRACKS = 1000
"""Workers whose past is kept; beyond, those that ended first are forgotten."""
OBJECTS = 300
"""Objects whose past is kept; beyond, the first known are forgotten."""
TURNS = 200
"""Turns of knobs that are kept."""
ACTIVITIES = 20_000
"""Different things to do that are told apart; beyond, only the state is known."""

_OPERATIONS = frozenset({OpStarted, OpFinished, OpDone, LockCycles})


class Activity(msgspec.Struct, frozen=True, gc=False):
    """What a worker does, as exactly as the past knows it; fields as in Wait and Worker.

    `often`: it took what it holds and released it again and again.
    """

    state: WorkerState
    op: str = ""
    object: int | None = None
    target: int | None = None
    holding: tuple[int, ...] = ()
    often: bool = False

    @property
    def kind(self) -> int:
        """The kind of time that this is (see track)."""
        if self.state is WorkerState.RUNNING:
            return HOLDING if self.holding else RUNNING
        return _KINDS.get(self.state, ABSENT)


_KINDS = {WorkerState.BLOCKED: BLOCKED, WorkerState.PAUSED: PAUSED}
UNKNOWN = Activity(WorkerState.CREATED)


class Turn(msgspec.Struct, frozen=True):
    """A knob was turned at `t` ns; of the one queue `object`, or of all."""

    t: int
    knob: str
    value: KnobValue
    object: int | None


class History:
    """The past of the present run."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """A new run begins."""
        self.tracks: dict[int, Track] = {}
        self.objects: dict[int, Values] = {}
        self.turns: deque[Turn] = deque(maxlen=TURNS)
        self._shared_tracks: set[int] = set()
        self._shared_values: set[int] = set()
        """Workers and objects whose past a copy of this history has, too."""
        self._activities = [UNKNOWN]
        self._codes: dict[tuple[object, ...], int] = {}

    def copy(self) -> "History":
        """The same past, to go on by itself. Tracks and values are shared, and copied by whoever goes on with one."""
        copied = History()
        copied.tracks, copied.objects = dict(self.tracks), dict(self.objects)
        self._shared_tracks, copied._shared_tracks = set(self.tracks), set(self.tracks)
        self._shared_values, copied._shared_values = set(self.objects), set(self.objects)
        copied.turns, copied._activities, copied._codes = self.turns.copy(), self._activities[:], self._codes.copy()
        return copied

    def follow(self, state: RunState, event: Event, workers: Sequence[int], objects: Sequence[int]) -> None:
        """`event` has been applied to `state`, and changed these workers and objects."""
        kind = type(event)
        if kind is Output:
            self._wrote(event.worker, event.t)
        elif kind is OutputRun:
            self._wrote_run(event.fragments)  # type: ignore[attr-defined]
        elif kind is RunStarted:
            self.clear()
        elif kind is KnobChanged and event.worker == PROGRAM:
            self.turns.append(Turn(event.t, event.knob, event.value, event.object))  # type: ignore[attr-defined]
        else:
            self._follow_workers(state, event, workers)
            if kind in _OPERATIONS:
                self._follow_objects(state, event.t, objects)
            elif kind is WorkerFound:
                self._find_worker(state.workers.get(event.worker))
            elif kind is ObjectFound:
                self._find_objects(state, event.t, objects)

    def _follow_workers(self, state: RunState, event: Event, changed: Sequence[int]) -> None:
        """Of the event's own worker, and of others that it changed: who held what somebody else released."""
        own = state.workers.get(event.worker)
        if own is not None:
            track = self._track(own.id, event.t)
            if type(event) is LockCycles:
                self._series(track, own, event)
            elif own is not track.seen:
                self._see(track, own, event.t)
            if type(event) in _OPERATIONS and event.t >= track.next_operation:
                track.operated(event.t)
        for number in changed:
            if number != event.worker:
                other = state.workers.get(number)
                if other is not None:
                    self._see(self._track(number, event.t), other, event.t)

    def _follow_objects(self, state: RunState, t: int, changed: Sequence[int]) -> None:
        for shared, values in self._counted(state, changed):
            holders = shared.holders
            value = shared.depth if not values.holds else holders[0] if holders else 0
            if value != values.last:
                values.note(t, value)

    def _counted(self, state: RunState, numbers: Sequence[int]) -> Iterator[tuple[SharedObject, Values]]:
        """Those of the objects of which depth and holders are known, with their values."""
        for number in numbers:
            shared = state.objects.get(number)
            if shared is not None and shared.counted:
                yield shared, self._values(number, holds=shared.family == "lock")

    def _find_worker(self, worker: Worker | None) -> None:
        """A trace began while the worker was as it is: since when is known of one that waits, or has ended."""
        track = self.tracks.get(worker.id) if worker is not None else None
        if worker is not None and track is not None and len(track.times) == 1:
            known = worker.state is WorkerState.BLOCKED or worker.state.ended
            track.first_since = worker.since if known else None

    def _find_objects(self, state: RunState, t: int, found: Sequence[int]) -> None:
        for shared, values in self._counted(state, found):
            if not values.holds or not shared.holders:
                values.note(t, 0 if values.holds else shared.depth)
                values.exact = t + 1  # since when is not known
            else:
                values.note(min(shared.since, t), shared.holders[0])

    def _wrote(self, worker: int, t: int) -> None:
        """`worker` wrote a fragment at `t` ns."""
        track = self.tracks.get(worker)
        if track is not None and t >= track.next_output:
            self._track(worker, t).wrote(t)

    def _wrote_run(self, fragments: list[Fragment]) -> None:
        """Many fragments came in a row: one mark a worker, at its last."""
        for worker, t in {fragment[1]: fragment[0] for fragment in fragments}.items():
            self._wrote(worker, t)

    def _track(self, worker: int, t: int) -> Track:
        """The worker's track, to go on with from `t` ns on."""
        track = self.tracks.get(worker)
        if track is None:
            self._make_room()
            track = Track(t)
        elif worker not in self._shared_tracks:
            return track
        else:
            track = track.copy()
            self._shared_tracks.discard(worker)
        self.tracks[worker] = track
        return track

    def _make_room(self) -> None:
        if len(self.tracks) >= TRACKS:
            over = [known for known, track in self.tracks.items() if track.ended is not None]
            for known in over[: TRACKS // 10] or list(self.tracks)[:1]:
                del self.tracks[known]

    def _see(self, track: Track, worker: Worker, t: int) -> None:
        track.seen = worker
        wait = worker.wait if worker.state is WorkerState.BLOCKED else None
        key: tuple[object, ...]
        if wait is None:
            key = (worker.state.word, "", None, None, worker.holding)
        else:
            key = (worker.state.word, wait.op, wait.object, wait.target, worker.holding)
        code = self._codes.get(key)
        if code is None:
            code = self._learn(key, Activity(worker.state, *key[1:4], worker.holding))
        if code != track.code or not track.times:
            track.move(self._activities[code].kind, code, t)
        if worker.state.ended and track.ended is None:
            track.ended = track.t

    def _learn(self, key: tuple[object, ...], activity: Activity) -> int:
        """The code of an activity not met before; when there are too many, that of its bare state."""
        if len(self._activities) >= ACTIVITIES and key[1:] != _BARE:
            key, activity = (key[0], *_BARE), Activity(activity.state)
            if key in self._codes:
                return self._codes[key]
        self._activities.append(activity)
        self._codes[key] = len(self._activities) - 1
        return len(self._activities) - 1

    def _series(self, track: Track, worker: Worker, event: LockCycles) -> None:
        """A worker took and released a lock again and again: one stretch of the past."""
        if not event.times:
            return
        key = ("again and again", "", None, None, (event.object,))
        code = self._codes.get(key)
        if code is None:
            code = self._learn(key, Activity(WorkerState.RUNNING, holding=(event.object,), often=True))
        track.move(self._activities[code].kind, code, event.times[0])
        self._see(track, worker, event.times[-1])
        values = self._values(event.object, holds=True)
        values.note(event.times[0], worker.id)
        values.note(event.times[-1], 0)

    def _values(self, object_id: int, holds: bool) -> Values:
        values = self.objects.get(object_id)
        if values is None:
            if len(self.objects) >= OBJECTS:
                del self.objects[next(iter(self.objects))]
            values = Values(holds)
        elif object_id not in self._shared_values:
            return values
        else:
            values = values.copy()
            self._shared_values.discard(object_id)
        self.objects[object_id] = values
        return values

    def activity(self, code: int) -> Activity:
        """What a code of a track stands for."""
        return self._activities[code]

    def cell(self, track: Track, begin: int, end: int, now: int) -> int:
        """What the worker did in [begin, end) ns, as a cell (see track.Track); its code fits its kind."""
        cell = track.cell(begin, end, now)
        if cell & BY_CODE == BY_CODE:
            return cell - BY_CODE + self._activities[cell >> CODE_SHIFT].kind
        return cell


_BARE = ("", None, None, ())
