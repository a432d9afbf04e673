"""Where workers are, by stacks that were taken at some moment: which of them still hold."""

from mptui.events import StackTaken
from mptui.model.state import RunState, Worker

_JUST_NOW_NS = 2_000_000_000
"""How long before the end of a run the stacks are taken that tell where workers were that waited for nothing."""


def present_stack(state: RunState, worker: Worker) -> StackTaken | None:
    """Its stack, if it has been in the same operation since. Who waits for nothing may be elsewhere by now.

    Once mptui has begun to end the program, all that is left are those of that moment.
    """
    taken = state.stacks.get(worker.id)
    return taken if taken is not None and (state.ending is not None or _holds(worker, taken)) else None


def _holds(worker: Worker, taken: StackTaken) -> bool:
    return worker.wait is not None and worker.wait.since <= taken.t


def keep_present_stacks(state: RunState, now: int) -> None:
    """The program is about to be ended: forget the stacks that tell where workers were before."""
    state.stacks = {
        number: taken
        for number, taken in state.stacks.items()
        if (worker := state.workers.get(number)) is not None
        and (_holds(worker, taken) or (worker.wait is None and taken.t > now - _JUST_NOW_NS))
    }
