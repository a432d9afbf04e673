"""What a screen or a report shows of a RunState: pure functions that turn facts into the words of DESIGN.

Nothing here knows colours, widths or keys. Times are nanoseconds since the run's start; `now` is passed in, for the
model has no clock and a blocked program sends no events that would move one.
"""

import msgspec

from mptui.model.lifecycle import WorkerState
from mptui.model.queries import bounded_queues, still_running
from mptui.model.signals import signal_name
from mptui.model.state import RunState, Worker

NS = 1_000_000_000
NONE_WORD = "–"  # noqa: RUF001 (the words of the status line are a contract)


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
    return "paused" if state.paused else "running"


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


def status_facts(state: RunState, selected_object: int | None = None) -> StatusFacts:
    """Everything that the status line says."""
    count = len(state.workers) + state.folded.workers.total()
    return StatusFacts(
        lock="lock on" if state.lock_on else "lock off",
        maxsize=maxsize_text(state, selected_object),
        torn=torn_text(state),
        start_method=state.start_method or "default",
        buffering=state.buffering,
        pace=pace_text(state.pace),
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
