"""lost-task: a worker of a pool ended with a task, so its result never comes."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.pools import serves
from mptui.findings.progress import Progress, since
from mptui.findings.words import at, how_it_ended, places, worker_names
from mptui.model.state import SharedObject, Worker
from mptui.model.waits import Loss

KIND = "lost-task"
_ADVICE = (
    "A Pool does not notice that a worker died: wait with a timeout, look at exit codes, or use ProcessPoolExecutor, "
    "which raises BrokenProcessPool."
)


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each pool that lost a task for which somebody waits while no task is in work."""
    state = progress.state
    for number in dict.fromkeys(loss.object for loss in state.lost_tasks):
        pool = state.objects.get(number)
        if pool is None:
            continue
        losses = [loss for loss in state.lost_tasks if loss.object == number]
        since_when = losses[-1].t if grade == "proven" else state.now
        waiting = [worker for worker in state.workers.values() if _waits_for(worker, pool, since_when)]
        still = grade != "proven" or not (progress.may_be_under_way(pool) or _somebody_acts(progress, waiting))
        if waiting and still and _is_idle(progress, pool):
            yield _finding(progress, pool, losses, sorted(waiting, key=since), grade)


def _waits_for(worker: Worker, pool: SharedObject, latest: int) -> bool:
    """Whether the worker waits for results and did so at `latest` ns, or for the pool's end, which needs them all.

    Who began to wait for results only after a task was lost may wait for others: that is not proven.
    """
    wait = worker.wait
    if wait is None or wait.object != pool.id or wait.timeout is not None:
        return False
    if wait.op != "join" and wait.since > latest:
        return False
    return wait.op != "get" or bool(wait.where)  # a worker of the pool gets tasks in no line of the program's


def _is_idle(progress: Progress, pool: SharedObject) -> bool:
    """Whether all workers that the pool has wait for tasks, and have for a while: nothing is in work."""
    takers = [worker for op, worker in pool.users if op == "get"]
    alive = [one for item in takers if (one := progress.state.workers.get(item)) is not None and one.state.alive]
    return all(one.wait is not None and one.wait.op == "get" and one.task is None for one in alive)


def _somebody_acts(progress: Progress, waiting: list[Worker]) -> bool:
    """Whether anybody can go on but those who wait for the pool's results, or for them, and idle workers of pools.

    They may end the pool, or give it what its results depend on.
    """
    held_up = {one.id for one in waiting} | set(progress.stuck)
    others = [one for one in progress.state.workers.values() if one.state.alive and not serves(one.wait)]
    while more := [one for one in others if one.id not in held_up and _joins(one, held_up)]:
        held_up |= {one.id for one in more}
    return any(one.id not in held_up for one in others) or progress.hides_somebody


def _joins(worker: Worker, held_up: set[int]) -> bool:
    wait = worker.wait
    return wait is not None and wait.timeout is None and wait.target in held_up


def _finding(
    progress: Progress, pool: SharedObject, losses: list[Loss], waiting: list[Worker], grade: Grade
) -> Finding:
    state, loss = progress.state, losses[-1]
    dead, first = state.workers.get(loss.worker), waiting[0]
    assert first.wait is not None
    name = dead.name if dead is not None else f"worker {loss.worker}"
    ended = how_it_ended(state, dead) if dead is not None else "has ended"
    task = f"a task ({loss.text})" if loss.text else "a task"
    more = f", and {len(losses) - 1} more were lost before" if len(losses) > 1 else ""
    takers = [state.workers[worker] for op, worker in pool.users if op == "get" and worker in state.workers]
    idle = max((since(one) for one in takers if one.state.alive), default=0)
    verb = "wait" if len(waiting) > 1 else "waits"
    return Finding(
        KIND,
        grade,
        (loss.worker, *(one.id for one in waiting)),
        (pool.id,),
        places(first.wait.where, dead.where if dead is not None else ""),
        max(loss.t, idle, *map(since, waiting)),
        f"{name} {ended} with a task of {pool.label}",
        f"{name} {ended} while it had {task} of {pool.label}{more}; the result never comes, and "
        f"{worker_names(waiting)} {verb} in {first.wait.op}(){at(first.wait.where)}. All other workers of the "
        "pool are idle.",
        _ADVICE,
    )
