"""task-not-done: a queue's join() waits for calls of task_done() that nobody will make."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.progress import Progress, since, waiting_in
from mptui.findings.words import at, listed, name_of, places, worker_names

KIND = "task-not-done"
_ADVICE = "Call task_done() for every item that was taken, also when its work fails: in a finally."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each queue whose items were taken and not reported as done."""
    for shared, waiting in waiting_in(progress, "join"):
        unsent = any(loss.object == shared.id for loss in progress.state.unsent_items)
        if shared.depth or shared.family != "queue" or unsent:
            continue
        takers = sorted(worker for op, worker in shared.users if op == "get")
        names = listed([name_of(progress.state, taker) for taker in takers])
        first = waiting[0]
        assert first.wait is not None
        took = f", taken by {names}," if names else ""
        verb = "was" if shared.unfinished == 1 else "were"
        yield Finding(
            KIND,
            grade,
            tuple(one.id for one in waiting) + tuple(takers),
            (shared.id,),
            places(first.wait.where, shared.where),
            max(since(one) for one in waiting),
            f"{worker_names(waiting)} waits in {shared.label}.join(): {shared.unfinished} never reported done",
            f"{worker_names(waiting)} {'wait' if len(waiting) > 1 else 'waits'} in join() of {shared.label}"
            f"{at(first.wait.where)}: {shared.unfinished} of {shared.puts} items{took} {verb} never "
            "reported by task_done(), and the queue is empty.",
            _ADVICE,
        )
