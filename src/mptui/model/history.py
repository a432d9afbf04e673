"""What everybody did when, in bounded memory: the past that the timeline shows and its cursor reads out.

A RunState knows the present alone. A History follows it event by event, and keeps of each worker its latest changes
exactly and all its time in slots, of each object its depth or its holder, and the turns of knobs.
"""

from collections import deque

import msgspec

from mptui.events import PROGRAM, Event, Fragment, Holds, KnobChanged, OpDone, OpFinished, OpStarted
from mptui.model.lifecycle import WorkerState
from mptui.model.state import KnobValue, RunState, Worker
from mptui.model.track import ABSENT, BLOCKED, BY_CODE, CODE_SHIFT, HOLDING, PAUSED, RUNNING, Track
from mptui.model.values import Values

TRACKS = 1000
"""Workers whose past is kept; beyond, those that ended first are forgotten."""
OBJECTS = 300
"""Objects whose past is kept; beyond, the first known are forgotten."""
TURNS = 200
"""Turns of knobs that are kept."""
STANDINGS = 20_000
"""Different things to do that are told apart; beyond, only the state is known."""

_OPERATIONS = frozenset({OpStarted, OpFinished, OpDone, Holds})


class Standing(msgspec.Struct, frozen=True, gc=False):
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
UNKNOWN = Standing(WorkerState.CREATED)


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
        self._standings = [UNKNOWN]
        self._codes: dict[tuple[object, ...], int] = {}

    def note(self, state: RunState, event: Event) -> None:
        """`event`, which is no output, has been applied to `state`."""
        kind = type(event)
        worker = state.workers.get(event.worker)
        if worker is None:
            if kind is KnobChanged and event.worker == PROGRAM:
                self.turns.append(Turn(event.t, event.knob, event.value, event.object))  # type: ignore[attr-defined]
            return
        track = self.tracks.get(worker.id)
        if track is None:
            track = self._begin(worker, event.t)
        if kind is Holds:
            self._series(track, worker, event)  # type: ignore[arg-type]
        elif worker is not track.seen:
            self._follow(track, worker, event.t)
        if kind in _OPERATIONS:
            t, target = event.t, event.object  # type: ignore[attr-defined]
            if t >= track.next_operation:
                track.operated(t)
            shared = state.objects.get(target)
            if shared is not None and shared.counted:
                values = self.objects.get(target)
                if values is None:
                    values = self._values(target, holds=shared.family == "lock")
                holders = shared.holders
                value = shared.depth if not values.holds else holders[0] if holders else 0
                if value != values.last:
                    values.note(t, value)

    def wrote(self, worker: int, t: int) -> None:
        """`worker` wrote a fragment at `t` ns."""
        track = self.tracks.get(worker)
        if track is not None and t >= track.next_output:
            track.wrote(t)

    def wrote_run(self, fragments: list[Fragment]) -> None:
        """Many fragments came in a row: one mark a worker, at its last."""
        for worker, t in {fragment[1]: fragment[0] for fragment in fragments}.items():
            self.wrote(worker, t)

    def _begin(self, worker: Worker, t: int) -> Track:
        if len(self.tracks) >= TRACKS:
            over = [known for known, track in self.tracks.items() if track.ended is not None]
            for known in over[: TRACKS // 10] or list(self.tracks)[:1]:
                del self.tracks[known]
        track = self.tracks[worker.id] = Track(t)
        return track

    def _follow(self, track: Track, worker: Worker, t: int) -> None:
        track.seen = worker
        wait = worker.wait if worker.state is WorkerState.BLOCKED else None
        key: tuple[object, ...]
        if wait is None:
            key = (worker.state.word, "", None, None, worker.holding)
        else:
            key = (worker.state.word, wait.op, wait.object, wait.target, worker.holding)
        code = self._codes.get(key)
        if code is None:
            code = self._learn(key, Standing(worker.state, *key[1:4], worker.holding))
        if code != track.code or not track.times:
            track.move(self._standings[code].kind, code, t)
        if worker.state.ended and track.ended is None:
            track.ended = track.t

    def _learn(self, key: tuple[object, ...], standing: Standing) -> int:
        """The code of a standing not met before; when there are too many, that of its bare state."""
        if len(self._standings) >= STANDINGS and key[1:] != _BARE:
            key, standing = (key[0], *_BARE), Standing(standing.state)
            if key in self._codes:
                return self._codes[key]
        self._standings.append(standing)
        self._codes[key] = len(self._standings) - 1
        return len(self._standings) - 1

    def _series(self, track: Track, worker: Worker, event: Holds) -> None:
        """A worker took and released a lock again and again: one stretch of the past."""
        key = ("again and again", "", None, None, (event.object,))
        code = self._codes.get(key)
        if code is None:
            code = self._learn(key, Standing(WorkerState.RUNNING, holding=(event.object,), often=True))
        track.move(self._standings[code].kind, code, event.times[0])
        self._follow(track, worker, event.times[-1])
        values = self._values(event.object, holds=True)
        values.note(event.times[0], worker.id)
        values.note(event.times[-1], 0)

    def _values(self, object_id: int, holds: bool) -> Values:
        values = self.objects.get(object_id)
        if values is None:
            if len(self.objects) >= OBJECTS:
                del self.objects[next(iter(self.objects))]
            values = self.objects[object_id] = Values(holds)
        return values

    def standing(self, code: int) -> Standing:
        """What a code of a track stands for."""
        return self._standings[code]

    def cell(self, track: Track, begin: int, end: int, now: int) -> int:
        """What the worker did in [begin, end) ns, as a cell (see track.Track); its code fits its kind."""
        cell = track.cell(begin, end, now)
        if cell & BY_CODE == BY_CODE:
            return cell - BY_CODE + self._standings[cell >> CODE_SHIFT].kind
        return cell


_BARE = ("", None, None, ())
