"""nobody-left: a worker waits for what nobody who is left could put, set, notify, take or bring."""

from collections.abc import Iterator

from mptui.findings.blockers import blockers
from mptui.findings.finding import Finding, Grade
from mptui.findings.pools import is_pool
from mptui.findings.progress import Progress, born_held, is_at_its_end, since
from mptui.findings.words import a_noun, at, call_of, listed, name_of, places, short_where, worker_names
from mptui.model.state import SharedObject, Worker

KIND = "nobody-left"
_WANTED = {
    "get": ("put anything into it", "put"),
    "put": ("take anything out of it", "get"),
    "recv": ("send anything into it", "send"),
    "send": ("receive from it", "recv"),
    "acquire": ("release it", "release"),
    "join": ("take what is in it", "get"),
}
_SIGNALS = {
    "Event": ("set it", "set"),
    "Condition": ("notify it", "notify"),
    "Barrier": ("come to it", "wait"),
    "Future": ("set it", "set_result"),
}
_ASKING = ("wait", "result", "exception")
"""Operations that wait for a signal."""
_PIPE_ADVICE = (
    "Do not wait for a program while its pipes want something: use communicate(), or read or close the pipe first, or "
    "give it DEVNULL."
)
_FUTURE_ADVICE = "Set an exception where the result may fail to come, or ask for it with a timeout."
_ADVICE = "Tell every waiter that nothing more comes (one sentinel for each), or wait with a timeout."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each thing that stuck workers wait for, and for which nobody else who is stuck is to blame."""
    found: dict[tuple[str, int], list[Worker]] = {}
    for worker in progress.stuck.values():
        wait = worker.wait
        if wait is not None and wait.object is not None and _is_left_alone(progress, worker):
            found.setdefault((wait.op, wait.object), []).append(worker)
    for (op, number), waiting in found.items():
        yield _finding(progress, op, progress.state.objects[number], sorted(waiting, key=since), grade)


def find_programs(progress: Progress) -> Iterator[Finding]:
    """A finding for each program that stands at a pipe, and that those who have its other end wait for.

    Nobody sees into it: it may have a timer, and anybody may send it a signal. So it is suspected at most.
    """
    for program in progress.stuck.values():
        wait = program.wait
        if wait is None or not wait.peers:
            continue
        waiting = [one for one in progress.stuck.values() if one.wait is not None and one.wait.target == program.id]
        if not waiting:
            continue
        writes = wait.op == "write"
        does, other = ("write into", "read it") if writes else ("read from", "write into it")
        short = "reads what it writes" if writes else "writes what it reads"
        names = worker_names(sorted(waiting, key=since))
        wheres = places(*(one.wait.where for one in waiting if one.wait is not None))
        verb = "wait" if len(waiting) > 1 else "waits"
        place = f"  {short_where(wheres[0])}" if wheres else ""
        yield Finding(
            KIND,
            "suspected",
            (*(one.id for one in waiting), program.id),
            (),
            wheres,
            max(since(program), *map(since, waiting)),
            f"{names} {verb} for {program.name}: nobody {short}{place}",
            f"{names} {verb} for {program.name} to end{_lines(waiting)}, and {program.name} waits to {does} a pipe of "
            f"which {listed([name_of(progress.state, item) for item in wait.peers])} has the other end: "
            f"nobody is left to {other}.",
            _PIPE_ADVICE,
        )


def _is_left_alone(progress: Progress, worker: Worker) -> bool:
    wait, shared = worker.wait, progress.shared(worker.wait)
    if wait is None or shared is None or blockers(progress, worker) or wait.op == "join_thread" or is_pool(shared):
        return False
    if progress.lost_an_end(wait, shared):
        return False
    if wait.op == "get" and any(loss.object == shared.id for loss in progress.state.unsent_items):
        return False
    if wait.op == "acquire":
        return not shared.holders and not born_held(shared)
    if wait.op == "join" and not shared.depth:
        return False
    return wait.op in _WANTED or (shared.type in _SIGNALS and wait.op in _ASKING)


def _finding(progress: Progress, op: str, shared: SharedObject, waiting: list[Worker], grade: Grade) -> Finding:
    what, word = _SIGNALS[shared.type] if op in _ASKING else _WANTED[op]
    names = worker_names(waiting)
    wheres = places(*(one.wait.where for one in waiting if one.wait is not None), shared.where)
    verb = "wait" if len(waiting) > 1 else "waits"
    place = f"  {short_where(wheres[0])}" if wheres else ""
    made = f", made{at(shared.where)}" if shared.where else ""
    return Finding(
        KIND,
        grade,
        tuple(one.id for one in waiting),
        (shared.id,),
        wheres,
        max(since(one) for one in waiting),
        f"{names} {verb} for {shared.label}: nobody is left to {what}{place}",
        f"{names} {verb} in {call_of(shared, op)}{_lines(waiting)}: nobody is left to {what}"
        f"{_others(progress, word, shared, waiting)}. It is {a_noun(shared)}{made}.",
        _FUTURE_ADVICE if shared.type == "Future" else _ADVICE,
    )


def _lines(waiting: list[Worker]) -> str:
    wheres = dict.fromkeys(one.wait.where for one in waiting if one.wait is not None and one.wait.where)
    return at(next(iter(wheres), ""))


def _has_ended(worker: Worker) -> bool:
    return worker.state.ended or is_at_its_end(worker)


def _others(progress: Progress, word: str, shared: SharedObject, waiting: list[Worker]) -> str:
    """Who did so before and has ended; and that all who run wait themselves, if there are any others."""
    state = progress.state
    users = sorted(worker for op, worker in shared.users if op == word)
    ended = [worker for worker in users if worker not in state.workers or _has_ended(state.workers[worker])]
    names = listed([name_of(state, worker) for worker in ended])
    if names:
        return (
            f"; {names}, which did so before, {'have come to their ends' if len(ended) > 1 else 'has come to its end'}"
        )
    return ", as all others wait themselves" if progress.nobody_runs and len(progress.stuck) > len(waiting) else ""
