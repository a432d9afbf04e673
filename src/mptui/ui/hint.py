"""The lab's hint line: one thing worth trying next, judged from what has happened."""

from rich.segment import Segment

from mptui.model.projections import bounded_queues, lock_on, paused
from mptui.model.state import RunState, SharedObject
from mptui.ui.painted import Painted, Row
from mptui.ui.text import fit
from mptui.ui.view import View


class Hint(Painted):
    """One quiet row above the footer."""

    def rows(self) -> list[Row]:
        """The hint for now."""
        look = self.view.look
        return [[Segment(fit("  " + hint_text(self.view), self.size.width), look.ground + look.accent)]]


def _queue_hint(state: RunState, queues: list[SharedObject]) -> str:
    if state.knobs.get("maxsize") is not None:
        return "A queue holds no more than its maxsize. Press O to see who waited how long."
    if any(queue.waiting_for("put") for queue in queues):
        return "The queue is full and putters wait. Press + for room, and watch them go on."
    return "Press - for a smaller queue, + for a bigger one, and watch who waits."


def hint_text(view: View) -> str:
    """What to try now, in at most 78 cells."""
    state, settings = view.state, view.engine.settings
    if state.finished:
        return "The program has ended. Press r to run it again, o for another lesson."
    if paused(state):
        return "Paused. Press . to let one worker do one operation, space to go on."
    queues = bounded_queues(state)
    if queues:
        return _queue_hint(state, queues)
    if any(shared.family == "lock" and shared.own for shared in state.objects.values()):
        if not lock_on(state, settings.lock):
            return "The lock is off: torn messages are marked ↯. Press l to lock again."
        if state.output.torn:
            return "Locked: nothing is torn any more. Press o, and choose the lesson queue."
        return "Press l to turn the lock off, and watch the console. i: the note, ?: all keys"
    return "Press i for the note, z to zoom a pane, o for another lesson, ? for all keys."
