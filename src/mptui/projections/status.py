"""What a screen or a report shows of a RunState: pure functions that turn facts into the words of DESIGN.

Nothing here knows colours, widths or keys. Times are nanoseconds since the run's start; `now` is passed in, for the
model has no clock and a blocked program sends no events that would move one.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Wait, Worker
from mptui.model.uses import never_released
from mptui.projections.signals import signal_name

NS = 1_000_000_000
NONE_WORD = "–"  # noqa: RUF001 (the words of the status line are a contract)


class InitialKnobs(msgspec.Struct, frozen=True):
    """What the run was started with, for the knobs that no event has spoken of yet. `pace` is in seconds."""

    lock: bool = True
    pace: float = 0.0
    buffering: str = "line"
    start_method: str = ""


class StatusFacts(msgspec.Struct, frozen=True):
    """The words of the status line. `lost` and `problems` are empty when there is nothing to say."""

    lock: str
    maxsize: str
    torn: str
    start_method: str
    buffering: str
    pace: str
    lost: str
    problems: str
    run: str
    workers: str

    @property
    def contract(self) -> tuple[str, ...]:
        """The words that are always shown, in order."""
        words = (self.lock, self.maxsize, self.torn, self.start_method, self.buffering, self.pace, self.lost)
        return tuple(word for word in words if word)


class Edge(msgspec.Struct, frozen=True):
    """`waiter` waits for `object` (or for worker `target` to end), which `holders` took, for `ns` so far."""

    waiter: Worker
    wait: Wait
    object: SharedObject | None
    holders: tuple[Worker, ...]
    ns: int


def duration(ns: int) -> str:
    """A length of time as one reads it: `0.3 s`, `12 s`, `3 min 05 s`."""
    seconds = max(ns, 0) / NS
    return f"{seconds:.1f} s" if seconds < 10 else whole_seconds(int(seconds))


def whole_seconds(seconds: int) -> str:
    """A length of time in whole seconds: `3 s`, `3 min 05 s`."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def pace_text(seconds: float) -> str:
    """The pace knob's value: `pace 0.05 s`, `pace 0 s`."""
    return f"pace {seconds:g} s"


def torn_text(state: RunState) -> str:
    """`torn 17 of 240`: torn messages of all messages."""
    return f"torn {state.output.torn} of {state.output.messages}"


def lock_on(state: RunState, default: bool) -> bool:
    """Whether the program's locks lock, by the last turn of the knob, else as the run began."""
    value = state.knobs.get("lock", default)
    return default if value is None else bool(value)


def pace_of(state: RunState, default: float) -> float:
    """The pace in seconds, by the last turn of the knob, else as the run began."""
    value = state.knobs.get("pace", default)
    return float(value) if isinstance(value, int | float) else default


def paused(state: RunState) -> bool:
    """Whether the program is held at its next operations."""
    return bool(state.knobs.get("pause", False)) and not state.finished


def bounded_queues(state: RunState) -> list[SharedObject]:
    """The queues that have a maxsize."""
    return [shared for shared in state.objects.values() if shared.maxsize is not None and shared.maxsize > 0]


def maxsize_text(state: RunState, selected: int | None = None) -> str:
    """`maxsize 3` of the selected queue, or of all bounded ones; the least and the greatest when they differ."""
    queues = bounded_queues(state)
    chosen = [queue for queue in queues if queue.id == selected] or queues
    sizes = sorted({queue.maxsize or 0 for queue in chosen})
    if not sizes:
        return f"maxsize {NONE_WORD}"
    return f"maxsize {sizes[0]}" if len(sizes) == 1 else f"maxsize {sizes[0]}{NONE_WORD}{sizes[-1]}"


def run_text(state: RunState) -> str:
    """What the run as a whole does: starting, running, paused, or how it finished."""
    main = state.main
    if state.finished and state.ending is not None and main is not None and main.ended_by == "mptui":
        return f"{main.word} ({state.ending})"
    if state.finished:
        return f"finished {exit_text(state.exit_code, state.platform)}"
    if main is None:
        return "starting"
    if main.state.ended and (count := len(still_running(state))):
        return f"main ended, {count} orphan{'s' if count > 1 else ''}"
    return "paused" if paused(state) else "running"


def still_running(state: RunState) -> list[str]:
    """The processes that run although the main one has ended: workers by their names, others by their programs'."""
    processes = [one for one in state.workers.values() if one.flavor != "thread"]
    ended = {one.pid for one in processes if one.state.ended}
    found: dict[int | None, str] = {pid: name for pid, name in state.left if pid not in ended}
    found |= {one.pid: one.name for one in processes if one.state.alive}
    return list(found.values())


def exit_text(code: int | None, platform: str) -> str:
    """`exit 0`, or for a negative code the signal's name on the run's platform; empty when there is none."""
    if code is None:
        return ""
    return f"exit {code}" if code >= 0 else signal_name(-code, platform)


def problems_text(state: RunState) -> str:
    """What mptui itself could not see or explain; empty when all is well."""
    parts = [state.failure] if state.failure else []
    blind = sum(1 for worker in state.workers.values() if worker.probe_failed)
    if blind:
        parts.append(f"probe failed in {blind}")
    if state.anomaly_count:
        parts.append(f"{state.anomaly_count} anomalies (A)" if state.anomaly_count > 1 else "1 anomaly (A)")
    return " · ".join(parts)


def status_facts(state: RunState, settings: InitialKnobs, selected_object: int | None = None) -> StatusFacts:
    """Everything that the status line says."""
    count = len(state.workers) + state.folded.workers.total()
    return StatusFacts(
        lock="lock on" if lock_on(state, settings.lock) else "lock off",
        maxsize=maxsize_text(state, selected_object),
        torn=torn_text(state),
        start_method=state.start_method or settings.start_method or "default",
        buffering=settings.buffering,
        pace=pace_text(pace_of(state, settings.pace)),
        lost=f"lost {state.lost}" if state.lost else "",
        problems=problems_text(state),
        run=run_text(state),
        workers=(f"{count} worker" if count == 1 else f"{count} workers") + _orphans_text(state),
    )


def _orphans_text(state: RunState) -> str:
    """`, 2 orphans` while the main process runs; afterwards the run's own word tells."""
    main = state.main
    count = sum(worker.orphan and worker.state.alive for worker in state.workers.values())
    if not count or main is None or main.state.ended:
        return ""
    return f", {count} orphan{'s' if count > 1 else ''}"


def tags(workers: Iterable[Worker]) -> dict[int, str]:
    """A short tag for each worker: `m` for main, then 1, 2, 3… in order of appearance."""
    return {worker.id: worker.tag for worker in workers}


def state_text(worker: Worker, platform: str) -> str:
    """The worker's state in words, with its exit code or signal when that says more than `exited`.

    `platform`: the run's, by which signals have their names.
    """
    if worker.ended_by == "mptui":
        return worker.word
    if worker.state is WorkerState.KILLED and worker.exit_code is not None:
        return f"killed {signal_name(-worker.exit_code, platform)}"
    if worker.state.ended and worker.exit_code is not None:
        return f"{worker.state.word} ({worker.exit_code})"
    if worker.orphan and worker.state.alive:
        return f"{worker.state.word}, orphan"
    return worker.state.word


def state_counts(workers: Iterable[Worker]) -> list[tuple[WorkerState, int]]:
    """How many of these workers are in each state that any of them is in."""
    counts = Counter(worker.state for worker in workers)
    return [(state, counts[state]) for state in WorkerState if counts[state]]


def edges(state: RunState, now: int) -> list[Edge]:
    """Who waits for what held by whom, longest wait first."""
    found = []
    for worker in state.workers.values():
        wait = worker.wait
        if wait is None or worker.state.ended:
            continue
        shared = state.objects.get(wait.object) if wait.object is not None else None
        taken = shared.holders if shared is not None and wait.op == "acquire" else ()
        ids = taken if wait.target is None else (wait.target,)
        holders = tuple(state.workers[item] for item in dict.fromkeys(ids) if item in state.workers)
        found.append(Edge(worker, wait, shared, holders, now - wait.since))
    return sorted(found, key=lambda edge: -edge.ns)


def needs_help(state: RunState, worker: Worker) -> bool:
    """Whether the worker is in a state that nothing but somebody from outside will mend."""
    if not worker.state.ended or worker.ended_by == "mptui":
        return bool(worker.probe_failed)
    held = (state.objects[item] for item in worker.holding if item in state.objects)
    return bool(worker.probe_failed) or any(never_released(state, shared) for shared in held)


def failed(worker: Worker) -> bool:
    """Whether the worker ended otherwise than well: with an exit code other than 0."""
    return worker.state.ended and bool(worker.exit_code)
