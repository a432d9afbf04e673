"""The kinds of findings, in the order in which they are told."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from mptui.findings.finding import Finding, Grade
from mptui.findings.kinds import (
    convoy,
    dead_owner,
    deadlock,
    inherited_lock,
    leaked,
    lock_order,
    long_hold,
    lost_output,
    lost_task,
    lost_update,
    missing_main_guard,
    never_joined,
    nobody_left,
    orphan,
    respawning,
    silent_exception,
    stalled,
    task_not_done,
    unflushed_queue,
    unpicklable,
)
from mptui.findings.progress import Progress
from mptui.model.state import RunState

Find = Callable[[Progress, Grade], Iterator[Finding]]

_PROVABLE: dict[str, Find] = {
    deadlock.KIND: deadlock.find,
    dead_owner.KIND: dead_owner.find,
    inherited_lock.KIND: inherited_lock.find,
    unflushed_queue.KIND: unflushed_queue.find,
    task_not_done.KIND: task_not_done.find,
    lost_task.KIND: lost_task.find,
    unpicklable.KIND: unpicklable.find,
    nobody_left.KIND: nobody_left.find,
}
_SUSPECTED = (deadlock.KIND, dead_owner.KIND, inherited_lock.KIND, unflushed_queue.KIND, lost_task.KIND)
"""Kinds of which much is seen even where somebody may be overlooked who could still act."""
_DOUBT = " It is not proven: somebody who runs, or whom mptui does not see, may still end this."
_LEFT_BEHIND = (orphan, silent_exception, missing_main_guard, respawning, never_joined, leaked)
_LOST = (lost_update, lost_output)
EXPLAINS = frozenset(kind.KIND for kind in (long_hold, orphan, silent_exception, missing_main_guard, unpicklable))
"""Kinds that say why nothing moves, of those that hold whoever waits."""
_SLOW = (long_hold, convoy, stalled, lock_order)
KINDS = (*_PROVABLE, *(kind.KIND for kind in (*_LEFT_BEHIND, *_LOST, *_SLOW)))


def proven(progress: Progress) -> list[Finding]:
    """What cannot go on by itself."""
    if not progress.stuck and not progress.state.lost_tasks:
        return []
    return [finding for find in _PROVABLE.values() for finding in find(progress, "proven")]


def suspected(progress: Progress) -> list[Finding]:
    """What cannot go on as far as is seen, by a progress that overlooks those whom nobody sees."""
    if not progress.stuck and not progress.state.lost_tasks:
        return []
    found = [finding for kind in _SUSPECTED for finding in _PROVABLE[kind](progress, "suspected")]
    found += nobody_left.find_programs(progress)
    return [replace(finding, text=finding.text + _DOUBT) for finding in found]


def left_behind(state: RunState, now: int, settled: int) -> list[Finding]:
    """What is there at `now` ns whoever waits. Nobody who began to wait after `settled` ns counts as waiting."""
    return [
        *missing_main_guard.find(state),
        *silent_exception.find(state, settled),
        *unpicklable.find_unloadable(state, settled),
        *(finding for finding in orphan.find(state) if finding.since <= settled),
        *(finding for finding in long_hold.find(state, now) if finding.since <= settled),
        *respawning.find(state, now),
        *never_joined.find(state, now),
        *leaked.find(state),
        *lost_update.find(state),
        *lost_output.find(state),
    ]


def unexplained(state: RunState, now: int) -> list[Finding]:
    """What is told where nothing else is."""
    return list(stalled.find(state, now))
