"""What one run has shown so far that its state does not keep: counts of operations, maxima, words that were printed."""

import re
from collections import Counter

from mptui.events import Event, LockCycles, OpDone, OpFinished, OpStarted, Output, OutputRun, RunStarted, WorkerExited
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject
from mptui.model.uses import is_held, takers_ended

LONGEST_LINE = 4096
"""Characters of an unfinished line that are kept for looking into."""
SHOWN_BY_NUMBERS = r"\s*[:=]?\s*(-?\d+(?:\.\d+)?)"


class Observed:
    """Counts what a state forgets. Give it every event of the run, in order, once the event has been applied.

    `texts`: what `said` may be asked for; `labels`: what `number` may be asked for. Nothing else of the output is
    looked at, so that a flood costs nothing where no condition asks for its words.
    """

    def __init__(self, texts: frozenset[str] = frozenset(), labels: frozenset[str] = frozenset()) -> None:
        self._texts, self._labels = texts, labels
        self._numbers = {label: re.compile(re.escape(label) + SHOWN_BY_NUMBERS) for label in labels}
        self._clear()

    def _clear(self) -> None:
        self.finished_ops: Counter[tuple[str, str]] = Counter()
        self.waited_ops: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.numbers: dict[str, float] = {}
        self._open: dict[tuple[int, str], str] = {}

    def follow(self, state: RunState, event: Event) -> None:
        """`event` has been applied to `state`."""
        if isinstance(event, OpDone | OpFinished):
            self.finished_ops[event.op, event.outcome] += 1
        elif isinstance(event, LockCycles):
            for op in ("acquire", "release"):
                self.finished_ops[op, "ok"] += len(event.times) // 2
        elif isinstance(event, OpStarted):
            self.waited_ops[event.op] += 1
            self._look_at_wait(state, event)
        elif isinstance(event, OutputRun):
            if self._texts or self._labels:
                for _, worker, _, stream, data in event.fragments:
                    self._read(worker, stream, data)
        elif isinstance(event, Output):
            if self._texts or self._labels:
                self._read(event.worker, event.stream, event.data)
        elif isinstance(event, RunStarted):
            self._clear()
        else:
            self._look_at_workers(state, event)

    def copy(self) -> "Observed":
        """The same counts, to go on by themselves."""
        copied = Observed(self._texts, self._labels)
        for name in ("finished_ops", "waited_ops", "seen", "said", "numbers", "_open"):
            setattr(copied, name, getattr(self, name).copy())
        return copied

    def _look_at_workers(self, state: RunState, event: Event) -> None:
        for name, count in (
            ("alive", state.alive),
            ("zombies", state.count_by_state[WorkerState.ZOMBIE]),
            ("unstarted", state.count_by_state[WorkerState.CREATED]),
        ):
            self.seen[name] = max(self.seen[name], count)
        if isinstance(event, WorkerExited):
            ended = state.workers.get(event.worker)
            held = [state.objects.get(item) for item in ended.holding] if ended is not None else []
            self.seen["dead_owner"] |= any(
                shared is not None and waits_for_dead_owner(state, shared) for shared in held
            )

    def _look_at_wait(self, state: RunState, event: OpStarted) -> None:
        shared = state.objects.get(event.object) if event.object is not None else None
        if shared is not None and waits_for_dead_owner(state, shared):
            self.seen["dead_owner"] = 1

    def _read(self, worker: int, stream: str, data: bytes) -> None:
        *lines, rest = (self._open.get((worker, stream), "") + data.decode("utf-8", "replace")).split("\n")
        self._open[worker, stream] = rest[-LONGEST_LINE:]
        for line in lines:
            for text in self._texts:
                self.said[text] += text in line
            for label, pattern in self._numbers.items():
                found = pattern.search(line)
                if found is not None:
                    self.numbers[label] = float(found[1])


def waits_for_dead_owner(state: RunState, shared: SharedObject) -> bool:
    """Whether somebody waits for a lock, or what is used as one, whose takers have all ended."""
    return bool(shared.waits) and is_held(shared) and takers_ended(state, shared)
