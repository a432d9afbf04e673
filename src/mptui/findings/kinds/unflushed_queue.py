"""unflushed-queue: a process cannot end before what it put into a queue is sent, and nobody takes it."""

from collections.abc import Iterator

from mptui.findings.blockers import waiting_for
from mptui.findings.finding import Finding, Grade
from mptui.findings.progress import Progress, since, waiting_in
from mptui.findings.words import at, places, worker_names

KIND = "unflushed-queue"
FEW = 2
"""Processes that a headline names."""
_ADVICE = "Get all items from the queue before joining the process, or call cancel_join_thread() if they may be lost."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each queue."""
    for shared, waiting in waiting_in(progress, "join_thread"):
        joining = waiting_for(progress, waiting)
        places_of = [one.wait.where for one in joining if one.wait is not None]
        joined = ""
        if joining:
            verb = "wait" if len(joining) > 1 else "waits"
            joined = f"; {worker_names(joining)} {verb} for that{at(places_of[0])}"
        names, cannot = worker_names(waiting), "cannot end"
        few = names if len(waiting) <= FEW else f"{len(waiting)} processes"
        yield Finding(
            KIND,
            grade,
            tuple(one.id for one in (*waiting, *joining)),
            (shared.id,),
            places(shared.where, *places_of),
            since(waiting[-1]),
            f"{few} cannot exit: {_items(shared.depth)} of {shared.label} unread",
            f"{names} {cannot} before what was put into {shared.label} (made{at(shared.where)}) is sent: "
            f"{shared.in_buffers} of {_items(shared.depth)} wait for room in its pipe, and nobody gets them{joined}.",
            _ADVICE,
        )


def _items(count: int) -> str:
    return f"{count} item" if count == 1 else f"{count} items"
