"""How the workers stand to each other at the present moment."""

from mptui.model.state import RunState, Worker
from mptui.model.uses import is_held
from mptui.model.waits import Standing

MOST_STANDING = 1000
"""Workers whose last standing is kept."""


def standing_of(state: RunState, worker: Worker) -> Standing:
    """What a worker waits for and holds now: of a semaphore only if it is used as a lock."""
    held = (state.objects[item] for item in dict.fromkeys(worker.holding) if item in state.objects)
    holds = tuple(
        (shared.id, take) for shared in held if is_held(shared) for take in shared.takes if take.worker == worker.id
    )
    return Standing(worker.id, worker.wait, holds)


def present_standing(state: RunState) -> tuple[Standing, ...]:
    """How everybody stands who runs, and who has ended without giving back what it held."""
    found = [standing_of(state, one) for one in state.workers.values() if one.state.alive or one.holding]
    return tuple(found[:MOST_STANDING])


def runs_on(state: RunState) -> bool:
    """Whether something of the program still runs although its main process has ended."""
    main = state.main
    return main is not None and main.state.ended and not state.finished
