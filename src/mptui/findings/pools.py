"""Who works for a pool or an executor, and whether a result of it may still come.

Its own threads carry tasks and results between the program and its workers. They run code of the program's if it gave
them callbacks, or as they pickle; so a pool of processes has to have been still for a while before it counts as idle.
"""

from collections.abc import Iterable

from mptui.model.state import POOLS, RunState, SharedObject, Worker
from mptui.model.waits import Wait

CALLBACK = "callback"
"""The operation by which a pool is given a function to call."""
STILL_NS = 2_600_000_000
"""How much longer than for others nothing may have been done with a pool of processes: what is on its way arrives."""
_PROCESSES = ("Pool", "ProcessPoolExecutor")
_OF_SEVERAL = ("wait", "as_completed")
"""Waits that may be for results of more than one pool."""


def is_pool(shared: SharedObject | None) -> bool:
    """Whether it gives tasks to workers."""
    return shared is not None and shared.type in POOLS


def calls_back(shared: SharedObject) -> bool:
    """Whether its own threads may call a function of the program's at any time."""
    return is_pool(shared) and any(op == CALLBACK for op, _ in shared.users)


def serves(wait: Wait | None) -> bool:
    """Whether somebody who waits on a pool does so for a task, which is in no line of the program's."""
    return wait is not None and wait.op == "get" and not wait.where


def may_be_under_way(shared: SharedObject, settled: int) -> bool:
    """Whether tasks or results may be on their way between processes, nobody having done anything since `settled`."""
    return shared.type in _PROCESSES and shared.used > settled - STILL_NS


def workers_of(state: RunState, shared: SharedObject) -> list[Worker]:
    """Those who run that have a task of the pool, or wait for one."""
    return [
        one
        for one in state.workers.values()
        if one.state.alive
        and (
            (one.task is not None and one.task.object == shared.id)
            or (one.wait is not None and one.wait.object == shared.id and serves(one.wait))
        )
    ]


def busy_workers(workers: Iterable[Worker], shared: SharedObject) -> list[Worker]:
    """Those of the workers that have a task of the pool."""
    return [one for one in workers if one.task is not None and one.task.object == shared.id]


def may_be_of(worker: Worker, shared: SharedObject) -> bool:
    """Whether a worker of which nothing else is known may be one of the pool's, as far as its kind goes."""
    return worker.flavor == ("process" if shared.type in _PROCESSES else "thread")


def can_be_cancelled(shared: SharedObject) -> bool:
    """Whether others in its process can take tasks back that have not begun, which ends the wait for their results."""
    return shared.type in ("ThreadPoolExecutor", "ProcessPoolExecutor")


def is_for_several(wait: Wait) -> bool:
    """Whether the wait may be for results of other pools as well."""
    return wait.op in _OF_SEVERAL
