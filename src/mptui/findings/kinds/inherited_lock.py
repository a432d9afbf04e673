"""inherited-lock: a lock of threads was held when its process was forked, and in the child nobody can release it."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.progress import Progress, born_held, since, waiting_in
from mptui.findings.words import a_noun, at, places, worker_names
from mptui.model.state import SharedObject, Worker

KIND = "inherited-lock"
_ADVICE = "Start processes by spawn or forkserver, or fork before any thread takes the lock."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each lock that was held, whose copies several children may wait for."""
    found: dict[int, list[tuple[SharedObject, list[Worker]]]] = {}
    for shared, waiting in waiting_in(progress, "acquire"):
        if born_held(shared):
            found.setdefault(shared.copy_of or 0, []).append((shared, waiting))
    for number, copies in found.items():
        yield _finding(progress, number, copies, grade)


def _finding(progress: Progress, number: int, copies: list[tuple[SharedObject, list[Worker]]], grade: Grade) -> Finding:
    original, first = progress.state.objects.get(number), copies[0][0]
    waiting = sorted((worker for _, workers in copies for worker in workers), key=since)
    wheres = [worker.wait.where for worker in waiting if worker.wait is not None]
    name, names = (original or first).name, worker_names(waiting)
    ids = (*((number,) if original is not None else ()), *(shared.id for shared, _ in copies))
    one = len(copies) == 1
    verb = "wait" if len(waiting) > 1 else "waits"
    child, copy = (
        ("The child has a copy", "that nobody in it holds") if one else ("Each has a copy", "that nobody holds")
    )
    return Finding(
        KIND,
        grade,
        tuple(worker.id for worker in waiting),
        ids,
        places(*wheres, first.where),
        since(waiting[-1]),
        f"{names} {verb} for {name}, held at the fork",
        f"{name}, {a_noun(first)} of threads (made{at(first.where)}), was held by another thread when "
        f"{'the process of' if one else 'the processes of'} {names} {'was' if one else 'were'} forked. {child} {copy}: "
        f"{names} {verb} for it{at(wheres[0])}.",
        _ADVICE,
    )
