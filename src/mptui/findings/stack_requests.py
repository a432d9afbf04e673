"""Whose stacks to take while a program runs: of those that a finding is about, where that cannot change anything."""

from collections.abc import Iterable

from mptui.findings.finding import Finding
from mptui.model.lifecycle import WorkerState
from mptui.model.stacks import present_stack
from mptui.model.state import RunState

MOST_ASKED = 32
"""Workers that are asked at a time."""


def workers_to_ask(state: RunState, findings: Iterable[Finding]) -> list[int]:
    """Workers of findings that wait, as all do in their processes, and whose stack is not known.

    faulthandler reads the frames of a thread while it runs, too, and a signal ends some calls of its main thread.
    """
    concerned = dict.fromkeys(worker for one in findings if one.grade != "potential" for worker in one.workers)
    waiting = [worker for number in concerned if (worker := state.workers.get(number)) is not None and worker.wait]
    if not waiting:
        return []
    living = [worker for worker in state.workers.values() if worker.state.alive]
    busy = {worker.pid for worker in living if worker.state is not WorkerState.BLOCKED}
    asked = [one.id for one in waiting if one.pid not in busy and present_stack(state, one) is None]
    return asked[:MOST_ASKED]
