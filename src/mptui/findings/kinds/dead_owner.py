"""dead-owner: who took a lock, a permit or a queue's end has ended without giving it back, and others wait for it."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.progress import Progress, since, take_of, waiting_in
from mptui.findings.words import a_noun, at, call_of, how_it_ended, how_they_ended, listed, places, worker_names
from mptui.model.state import SharedObject, Worker
from mptui.model.waits import WAKING

KIND = "dead-owner"
_ADVICE = (
    "Release it whatever happens (a with statement, or try and finally), and do not kill a process that may hold it."
)
_READER = "Do not kill a process that may be inside get() or put(): send it a sentinel, or give each its own queue."
_SLEEPER = "Do not kill a process that waits in wait(): ask it to end, or use one queue or pipe for each."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each object whose owners have ended."""
    for shared, waiting in waiting_in(progress, "acquire"):
        ended = _ended_takers(progress, shared)
        if ended:
            yield _taken(progress, shared, ended, waiting, grade)
    for shared, waiting in waiting_in(progress, "get"):
        if waiting[0].wait is not None and progress.lost_its_reader(waiting[0].wait, shared):
            yield _end_of_queue(progress, shared, progress.ended_in_get(shared), waiting, grade)
    for op in ("get", "put"):
        for shared, waiting in waiting_in(progress, op):
            if writers := progress.ended_in_put(shared):
                yield _end_of_queue(progress, shared, writers, waiting, grade)
    for op in sorted(WAKING):
        for shared, waiting in waiting_in(progress, op):
            slept = [one for one in progress.slept_in(waiting[0], shared) if one.state.ended]
            if slept:
                yield _slept(progress, shared, slept, waiting, grade)


def _ended_takers(progress: Progress, shared: SharedObject) -> list[Worker]:
    takers = [progress.state.workers.get(holder) for holder in dict.fromkeys(shared.holders)]
    return [one for one in takers if one is not None and one.state.ended]


def _taken(
    progress: Progress, shared: SharedObject, ended: list[Worker], waiting: list[Worker], grade: Grade
) -> Finding:
    first, state = ended[0], progress.state
    take = take_of(shared, first.id)
    taken = take.where if take is not None else ""
    names = listed([one.name for one in ended])
    verb = how_they_ended(state, ended)
    took = "what it took" if len(ended) == 1 else "what they took"
    gave = "without releasing it" if shared.family != "semaphore" else f"without giving back {took}"
    verb_waits = "wait" if len(waiting) > 1 else "waits"
    held = f"{shared.label}, {a_noun(shared)}, was taken by {names}{at(taken)}, which {verb} {gave}"
    where = waiting[0].wait.where if waiting[0].wait is not None else ""
    return Finding(
        KIND,
        grade,
        tuple(one.id for one in (*ended, *waiting)),
        (shared.id,),
        places(taken, where),
        max(first.since, *(one.wait.since for one in waiting if one.wait is not None)),
        f"{len(waiting)} {verb_waits} for {shared.label}, held by {names} ({verb.split(' ', 1)[-1]})",
        f"{held}: {worker_names(waiting)} {verb_waits} for it{at(where)}.",
        _ADVICE,
    )


def _end_of_queue(
    progress: Progress, shared: SharedObject, dead: list[Worker], waiting: list[Worker], grade: Grade
) -> Finding:
    """Of several that were killed in get, or in put, the one that came first had the lock of that end."""
    first, next_in_line = dead[0], waiting[0]
    assert next_in_line.wait is not None
    reads = first in progress.ended_in_get(shared)
    inside, end = ("get", "reading") if reads else ("put", "writing")
    ended, verb = how_it_ended(progress.state, first), "wait" if len(waiting) > 1 else "waits"
    there = f", though {shared.depth} {'item is' if shared.depth == 1 else 'items are'} in the queue" if reads else ""
    return Finding(
        KIND,
        grade,
        tuple(one.id for one in (first, *waiting)),
        (shared.id,),
        places(first.where, next_in_line.wait.where),
        max(first.since, shared.used, *map(since, waiting)),
        f"{first.name} {ended} inside {shared.label}.{inside}() with the lock of its {end} end",
        f"{first.name} {ended} inside {inside}() of {shared.label}{at(first.where)}, and with it went the lock of the "
        f"queue's {end} end: {worker_names(waiting)} {verb} in {next_in_line.wait.op}{at(next_in_line.wait.where)}"
        f"{there}.",
        _READER,
    )


def _slept(
    progress: Progress, shared: SharedObject, slept: list[Worker], waiting: list[Worker], grade: Grade
) -> Finding:
    waker = waiting[0]
    assert waker.wait is not None
    names, first = worker_names(slept), slept[0]
    ended = how_they_ended(progress.state, slept)
    return Finding(
        KIND,
        grade,
        tuple(one.id for one in (*slept, *waiting)),
        (shared.id,),
        places(waker.wait.where, first.where),
        max(first.since, waker.wait.since),
        f"{waker.name} waits in {waker.wait.op} of {shared.label} for {names}, which {ended}",
        f"{waker.name} waits in {call_of(shared, waker.wait.op)}{at(waker.wait.where)} until all that it wakes have "
        f"answered; {names}, which waited there{at(first.where)}, {ended} and never will.",
        _SLEEPER,
    )
