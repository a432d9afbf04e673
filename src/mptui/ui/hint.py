"""The lab's hint line: one thing worth trying next, judged from what has happened."""

from rich.segment import Segment

from mptui.model.projections import bounded_queues, lock_on
from mptui.ui.painted import Painted, Row
from mptui.ui.text import fit
from mptui.ui.view import View


class Hint(Painted):
    """One quiet row above the footer."""

    def rows(self) -> list[Row]:
        """The hint for now."""
        look = self.view.look
        return [[Segment(fit("  " + hint_text(self.view), self.size.width), look.ground + look.accent)]]


def hint_text(view: View) -> str:
    """What to try now."""
    state, settings = view.state, view.engine.settings
    if state.finished:
        return "The program has ended. Press r to run it again, o for another lesson."
    if bounded_queues(state):
        full = any(queue.waiting_for("put") for queue in bounded_queues(state))
        return (
            "Putters are blocked: the queue is full. Press + for a bigger queue and watch them go on."
            if full
            else "Press - for a smaller queue, + for a bigger one, and watch who is blocked."
        )
    if any(shared.family == "lock" and shared.own for shared in state.objects.values()):
        if not lock_on(state, settings.lock):
            return "The lock is off: look for torn messages (↯) in the console. Press l to lock again."
        return "Press l to toggle the lock, and watch the console. Press i for the note, ? for all keys."
    return "Press i for the note, z to zoom a pane, o for another lesson, ? for all keys."
