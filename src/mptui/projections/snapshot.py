"""What everybody did at one moment of the past, in words."""

import msgspec

from mptui.findings.words import name_of
from mptui.model.history import Activity, History, Turn
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.track import BLOCKED, HOLDING, PAUSED, RUNNING
from mptui.projections.status import NS, pace_text
from mptui.projections.wording import taken_words

COUNTED = ((RUNNING, "running"), (HOLDING, "running and holding"), (BLOCKED, "blocked"), (PAUSED, "paused"))
ABOUT_NS = 10_000_000
"""How near a turn of a knob must be to be told, at least."""


class WorkerActivity(msgspec.Struct, frozen=True):
    """`worker` did `activity` since `since` ns; None: longer than its changes are kept."""

    worker: Worker
    activity: Activity
    since: int | None


class Waiters(msgspec.Struct, frozen=True):
    """Those who waited for the same thing in the same operation, longest first."""

    op: str
    object: int | None
    target: int | None
    entries: tuple[WorkerActivity, ...]


class Snapshot(msgspec.Struct, frozen=True):
    """The state of everything at `t` ns. `turns`: the knobs turned just then."""

    t: int
    entries: tuple[WorkerActivity, ...]
    turns: tuple[Turn, ...]

    def of(self, worker: int) -> WorkerActivity | None:
        """What one worker did."""
        return next((entry for entry in self.entries if entry.worker.id == worker), None)

    @property
    def counts(self) -> list[tuple[int, str]]:
        """How many workers ran, were blocked, and so on; not those of which there were none."""
        kinds = [entry.activity.kind for entry in self.entries]
        found = [(kinds.count(kind), word) for kind, word in COUNTED if kind in kinds]
        ended = sum(1 for entry in self.entries if entry.activity.state.ended)
        return [*found, (ended, "ended")] if ended else found

    @property
    def waiting(self) -> list[Waiters]:
        """Who waited for what, the most first."""
        found: dict[tuple[str, int | None, int | None], list[WorkerActivity]] = {}
        for entry in self.entries:
            activity = entry.activity
            if activity.kind == BLOCKED:
                found.setdefault((activity.op, activity.object, activity.target), []).append(entry)
        groups = [Waiters(*key, tuple(sorted(entries, key=_since))) for key, entries in found.items()]
        return sorted(groups, key=lambda group: (-len(group.entries), _since(group.entries[0])))

    @property
    def holders(self) -> dict[int, list[WorkerActivity]]:
        """Who held each object that was held."""
        found: dict[int, list[WorkerActivity]] = {}
        for entry in self.entries:
            for held in dict.fromkeys(entry.activity.holding):
                found.setdefault(held, []).append(entry)
        return found


def _since(entry: WorkerActivity) -> int:
    return -1 if entry.since is None else entry.since


def snapshot(state: RunState, history: History, t: int, near: int = ABOUT_NS) -> Snapshot:
    """What everybody did at `t` ns, and which knobs were turned at most `near` ns away from it."""
    entries = []
    for worker in state.workers.values():
        track = history.tracks.get(worker.id)
        if track is not None and track.started <= t:
            code, since = track.at(t)
            entries.append(WorkerActivity(worker, history.activity(code), since))
    turns = tuple(turn for turn in history.turns if abs(turn.t - t) <= max(near, ABOUT_NS))
    return Snapshot(t, tuple(entries), turns)


def clock(ns: int, digits: int = 3) -> str:
    """A time of the run in seconds: `12.340 s`."""
    return f"{max(ns, 0) / NS:.{digits}f} s"


def activity_text(state: RunState, entry: WorkerActivity) -> str:
    """`blocked in acquire of lock since 1.203 s; held queue_lock`, and the like."""
    activity = entry.activity
    since = f" since {clock(entry.since)}" if entry.since is not None else ""
    held = [object_name(state, item) for item in dict.fromkeys(activity.holding)]
    if activity.often:
        return f"running, took and released {', '.join(held)} over and over{since}"
    if activity.kind == BLOCKED:
        text = f"blocked in {what_text(state, activity.op, activity.object, activity.target)}{since}"
        return f"{text}, held {', '.join(held)}" if held else text
    word = {WorkerState.CREATED: "not started yet", WorkerState.PAUSED: "paused by mptui"}.get(
        activity.state, activity.state.word
    )
    verb = " without having released" if activity.state.ended else ", held"
    return f"{word}{since}" + (f"{verb} {', '.join(held)}" if held else "")


def what_text(state: RunState, op: str, object_id: int | None, target: int | None) -> str:
    """What is waited for: `acquire of lock`, `join of Process-2`."""
    if target is not None:
        return f"{op} of {name_of(state, target)}"
    return f"{op} of {object_name(state, object_id)}" if object_id is not None else op or "an operation"


def object_name(state: RunState, object_id: int) -> str:
    """The object's name; of one that is not known, its number."""
    shared = state.objects.get(object_id)
    return shared.label if shared is not None else f"object {object_id}"


def value_text(state: RunState, history: History, shared: SharedObject, t: int) -> str:
    """What the object was at `t`: `jobs 2/3 since 1.200 s`, `lock held by Process-1 since 1.200 s`."""
    if not shared.counted:
        return f"{shared.label}: not known"
    values = history.objects.get(shared.id)
    value, since = values.at(t) if values is not None else (None, 0)
    if values is None or value is None:
        return f"{shared.label}: nothing yet"
    when = f" since {clock(since)}" if since >= values.exact else " or so"
    if values.holds:
        held = f"{taken_words(shared)} {name_of(state, value)}" if value else "free"
        return f"{shared.label}: {held}{when}"
    if shared.family == "queue":
        moved = any(turn.knob == "maxsize" and turn.t > t for turn in history.turns)
        bound = f" of {shared.maxsize}" if shared.maxsize and not moved else ""
        return f"{shared.label}: {value}{bound} in it{when}"
    return f"{shared.label}: {'value' if shared.family == 'semaphore' else 'depth'} {value}{when}"


def turn_text(state: RunState, turn: Turn) -> str:
    """A turn of a knob in the words of the status line: `lock off`, `maxsize 4 of jobs`."""
    value = turn.value
    words = {
        "lock": "lock on" if value else "lock off",
        "pause": "paused" if value else "goes on",
        "pace": pace_text(float(value)) if isinstance(value, int | float) else "pace",
        "step": f"step of {name_of(state, value)}" if isinstance(value, int) else "step",
    }
    text = words.get(turn.knob, f"{turn.knob} {value}")
    return f"{text} of {object_name(state, turn.object)}" if turn.object is not None else text
