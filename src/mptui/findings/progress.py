"""Who can go on, and who cannot by what anybody who is seen could still do.

A worker is *stuck* if its wait has no end of its own and everybody who could end it is stuck, too, has ended, or cannot
reach what it waits for. What could be overlooked counts as somebody who can act: a thread of a library's, a handler of
signals, a pool that may call a function of the program's, a wait that is not understood. So a worker may be called
able to go on that is not; the other way round is a false statement about somebody's program.
"""

import signal
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from mptui.findings.pools import (
    busy_workers,
    calls_back,
    can_be_cancelled,
    is_for_several,
    is_pool,
    may_be_of,
    may_be_under_way,
    serves,
    workers_of,
)
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.uses import is_free, is_handed_on, is_held, is_lock_like, is_owned
from mptui.model.waits import WAKING, Take, Wait
from mptui.model.worker_changes import process_of

TIMERS = frozenset(int(number) for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF))
"""Signals that a program can have sent to itself after a time."""
_WRITING = ("put", "join_thread")
"""Operations that write into a queue's pipe, or wait for what does."""


class Progress:
    """How it stands at one moment: `stuck` are the workers that cannot go on, by id.

    Whoever began to wait after `settled` ns of the run may just be about to go on, and counts as one who can. Nobody is
    stuck while mptui itself holds the program. `lenient`: those whom nobody sees are taken not to be there,
    and a plain lock to be released by its taker alone.
    """

    def __init__(self, state: RunState, settled: int, *, lenient: bool = False) -> None:
        self.state = state
        self._settled = settled
        self._lenient = lenient
        self.stuck: dict[int, Worker] = {} if state.paused else self._candidates()
        self._able = Counter(one.pid for one in state.workers.values() if one.state.alive and one.id not in self.stuck)
        # What somebody did who ended a moment ago need not have had its effect yet.
        self._able.update(one.pid for one in state.workers.values() if one.state.ended and one.since > settled)
        self._able_in_all = self._acting = self._able.total()
        while leaving := [worker for worker in self.stuck.values() if self._can_end(worker)]:
            for worker in leaving:
                del self.stuck[worker.id]
                self._able[worker.pid] += 1
                self._able_in_all += 1

    def _candidates(self) -> dict[int, Worker]:
        return {worker.id: worker for worker in self.state.workers.values() if self._just_waits(worker)}

    def _just_waits(self, worker: Worker) -> bool:
        if worker.state is not WorkerState.BLOCKED or worker.wait is None or worker.probe_failed:
            return False
        if worker.wait.peers and not self._lenient:  # a program may have a timer, and anybody may send it a signal
            return False
        if max(worker.wait.since, _last_change(self.shared(worker.wait))) > self._settled:
            return False
        has_timer = worker.flavor != "thread" and not TIMERS.isdisjoint(worker.handles)
        return worker.wait.timeout is None and not has_timer

    @cached_property
    def _unseen(self) -> bool:
        """Whether code of the program's may run anywhere of which nothing is seen."""
        return self._overlooks or any(self.state.library_threads.values())

    @cached_property
    def _overlooks(self) -> bool:
        """Whether somebody may act anywhere of whom nothing is told: events are missing, a child, or a callback."""
        hidden = (
            self.state.forks > 0 or self.state.fork_told > self._settled
        )  # what it did need not have had its effect
        return self.state.lost > 0 or hidden or self._calls_back

    @cached_property
    def _calls_back(self) -> bool:
        return any(map(calls_back, self.state.objects.values()))

    @cached_property
    def _programs(self) -> bool:
        """Whether processes run of which nothing has been seen: other programs, which may send signals."""
        messages = self.state.output.messages_of
        return any(
            one.state is WorkerState.RUNNING and one.flavor == "process" and not one.where and not messages.get(one.id)
            for one in self.state.workers.values()
        )

    def _may_be_interrupted(self, worker: Worker) -> bool:
        """Whether somebody may send a signal that gets the worker out of its wait, by an exception for instance."""
        if self._lenient or worker.flavor == "thread":
            return False
        if self._programs or self._able[worker.pid]:
            return True  # a thread of its own may interrupt its main thread by SIGINT, as _thread.interrupt_main does
        return bool(worker.handles and (self._acting or self._unseen))

    def _hidden_in(self, pid: int | None) -> bool:
        """Whether somebody whom nobody sees may act within a process, or within any."""
        if self._lenient:
            return False
        threads = self.state.library_threads
        if self._overlooks or (any(threads.values()) if pid is None else threads.get(pid)):
            return True
        if any(one.handles and pid in (None, one.pid) for one in self.stuck.values()):
            return True
        return bool(self._picklers) if pid is None else pid in self._picklers

    @cached_property
    def _picklers(self) -> set[int | None]:
        return picklers(self.state)

    @property
    def nobody_runs(self) -> bool:
        """Whether everybody is stuck, as far as is seen."""
        return self._able_in_all == 0

    @property
    def hides_somebody(self) -> bool:
        """Whether somebody whom nobody sees may act anywhere."""
        return self._hidden_in(None)

    def may_be_under_way(self, pool: SharedObject) -> bool:
        """Whether tasks or results of a pool may be on their way between processes."""
        return may_be_under_way(pool, self._settled)

    def somebody_can_act(self, worker: Worker, shared: SharedObject | None) -> bool:
        """Whether anybody who can go on could use the object, or one of whom that is not known."""
        if shared is not None and shared.is_local:
            return self._able[worker.pid] > 0 or self._maker_can_act(worker) or self._hidden_in(worker.pid)
        return self._able_in_all > 0 or self._hidden_in(None)

    def _maker_can_act(self, worker: Worker) -> bool:
        """Whether whoever made its process can go on: it may mean to end it, and with it the wait."""
        if self._lenient:
            return False
        process = process_of(self.state, worker)
        maker = self.state.workers.get(process.parent) if process.parent is not None else None
        return maker is not None and maker.pid != worker.pid and self._able[maker.pid] > 0

    def peers(self, wait: Wait, ops: frozenset[str]) -> list[Worker]:
        """Those who are stuck, and did one of these operations on what is waited for: they could do it again."""
        shared = self.shared(wait)
        if shared is None:
            return []
        used = {worker for op, worker in shared.users if op in ops}
        others = [self.stuck[item] for item in sorted(used) if item in self.stuck and item != wait.worker]
        return [one for one in others if not is_at_its_end(one)]

    def shared(self, wait: Wait | None) -> SharedObject | None:
        """The object that is waited for."""
        return self.state.objects.get(wait.object) if wait is not None and wait.object is not None else None

    def _can_end(self, worker: Worker) -> bool:
        """Whether the worker's wait may end by what others can still do."""
        wait = worker.wait
        assert wait is not None
        if self._may_be_interrupted(worker):
            return True
        if wait.target is not None:
            target = self.state.workers.get(wait.target)
            return target is None or target.id not in self.stuck
        if wait.peers:
            return self._peer_can_act(wait)
        shared = self.shared(wait)
        if shared is None or not shared.counted:
            return True
        if is_pool(shared):
            return self._can_be_done(worker, wait, shared)
        if wait.op == "acquire":
            return self._can_acquire(worker, shared)
        if wait.op in WAKING and not shared.is_local:
            return not self.slept_in(worker, shared) or self._others_sleep(worker, shared)
        return self._can_be_given(worker, wait, shared)

    def _peer_can_act(self, wait: Wait) -> bool:
        """Whether anybody could use the other end of a pipe, which none but these processes have."""
        peers = [self.state.workers.get(item) for item in wait.peers]
        alive = [one for one in peers if one is None or one.state.alive]
        return any(one is None or self._able[one.pid] > 0 or _communicates(one) for one in alive)

    def _can_acquire(self, worker: Worker, shared: SharedObject) -> bool:
        if shared.family == "semaphore" and shared.depth > 0:
            return True
        if born_held(shared):
            return self._able[worker.pid] > 0 or self._hidden_in(worker.pid)
        if not shared.holders and (is_free(shared) and not is_handed_on(shared)):
            return True
        takers = [self.state.workers.get(holder) for holder in dict.fromkeys(shared.holders)]
        if any(one is None or (one.state.alive and one.id not in self.stuck) for one in takers):
            return True
        if is_owned(shared) or (self._lenient and is_held(shared) and takers):
            return False
        others_wait = worker not in takers and all(one is not None and one.id in self.stuck for one in takers)
        return not (others_wait and is_only_theirs(shared)) and self.somebody_can_act(worker, shared)

    def _can_be_given(self, worker: Worker, wait: Wait, shared: SharedObject) -> bool:
        """Whether somebody may put, set, send, take or whatever this wait needs, or it is there already."""
        if wait.op == "join_thread":
            return worker.id not in shared.writing or self.somebody_can_act(worker, shared)
        test = _IS_THERE.get((shared.family, wait.op)) or _IS_THERE.get((shared.type, wait.op))
        if test is None:
            return True
        cut_off = len(self.ended_in_put(shared))
        if cut_off and (wait.op in _WRITING or shared.in_pipe <= cut_off + len(shared.waiting_for("put"))):
            return self.somebody_can_act(worker, shared)
        if self.lost_its_reader(wait, shared):
            return False
        return test(shared) or self.somebody_can_act(worker, shared)

    def _can_be_done(self, worker: Worker, wait: Wait, pool: SharedObject) -> bool:
        """Whether a task may come for a worker of a pool, or a result for who waits for that.

        None comes while all who work for the pool have tasks, and are stuck in them.
        """
        if may_be_under_way(pool, self._settled) or calls_back(pool):
            return True
        if serves(wait):
            return self._able_in_all > 0 or self._hidden_in(None) or not all(map(serves, pool.waits))
        workers = workers_of(self.state, pool)
        if len(busy_workers(workers, pool)) < max(len(workers), 1) or any(one.id not in self.stuck for one in workers):
            return True
        if is_for_several(wait):
            return self._able_in_all > 0
        if can_be_cancelled(pool) and (self._able[worker.pid] or self._hidden_in(worker.pid)):
            return True
        able = (one for one in self.state.workers.values() if one.state.alive and one.id not in self.stuck)
        return any(may_be_of(one, pool) for one in able)

    def lost_its_reader(self, wait: Wait, shared: SharedObject) -> bool:
        """Whether whoever was killed in a get has the lock of the reading end: what lies in the pipe stays there.

        It would be gone at once otherwise, unless it is a large item that is still being written.
        """
        is_written = any(item in self.state.workers and self.state.workers[item].state.alive for item in shared.writing)
        return wait.op == "get" and shared.in_pipe > 0 and not is_written and bool(self.ended_in_get(shared))

    def lost_an_end(self, wait: Wait, shared: SharedObject) -> bool:
        """Whether somebody ended with the lock of one of a queue's ends, so that nobody else is to blame."""
        return self.lost_its_reader(wait, shared) or bool(self.ended_in_put(shared))

    def ended_in_get(self, shared: SharedObject) -> list[Worker]:
        """Who ended in a get of a queue whose reading end processes share: one of them may hold its lock."""
        if not shared.is_layered and shared.type != "SimpleQueue":
            return []
        ended = [one.worker for one in self.state.standing if _is_in(one.wait, shared, "get")]
        workers = [self.state.workers.get(item) for item in ended]
        return [one for one in workers if one is not None and one.state.ended]

    def ended_in_put(self, shared: SharedObject) -> list[Worker]:
        """Who ended while it, or its feeder, wrote into a queue, or waited to: with the lock of the writing end.

        Others then wait for that lock, and what is in the pipe last is but a part of an item.
        """
        ended = [one.worker for one in self.state.standing if _is_in(one.wait, shared, "put")]
        putters = ended if shared.type == "SimpleQueue" else []
        workers = [self.state.workers.get(item) for item in (*shared.writing, *putters)]
        return [one for one in workers if one is not None and one.state.ended]

    def _others_sleep(self, worker: Worker, shared: SharedObject) -> bool:
        """Whether somebody alive is in `wait` of the object, who may have been woken and be about to answer.

        It answers at once, unless another thread of its process keeps it from that.
        """
        sleepers = [self.state.workers.get(wait.worker) for wait in shared.waits if wait.op == "wait"]
        return any(
            one is not None
            and one.id != worker.id
            and (self._able[one.pid] > (one.id not in self.stuck) or self._hidden_in(one.pid))
            for one in sleepers
        )

    def slept_in(self, worker: Worker, shared: SharedObject) -> list[Worker]:
        """Who waited in `wait` of the object and will never answer: those who ended in it, and the worker itself."""
        ended = [one.worker for one in self.state.standing if _is_in(one.wait, shared, "wait")]
        found = [self.state.workers[item] for item in ended if item in self.state.workers]
        if worker.wait is not None:
            found += [worker for outer in worker.wait.outer if _is_in(outer, shared, "wait")]
        return found


def picklers(state: RunState) -> set[int | None]:
    """The pids of processes whose feeders have items, and are not seen to wait for room: they may run its code."""
    found = set()
    for shared in state.objects.values():
        if shared.is_layered and shared.in_buffers:
            found |= {worker for op, worker in shared.users if op == "put" and worker not in shared.writing}
    return {worker.pid for item in found if (worker := state.workers.get(item)) is not None}


def _last_change(shared: SharedObject | None) -> int:
    """When something was done with an object that may have ended a wait: whose end need not have been told yet."""
    if shared is None:
        return 0
    return shared.since if shared.family in ("lock", "semaphore") else shared.used


def _communicates(worker: Worker) -> bool:
    """Whether it reads and writes the pipes of a program while it waits for that."""
    return worker.wait is not None and worker.wait.op == "communicate"


def _is_in(wait: Wait | None, shared: SharedObject, op: str) -> bool:
    return wait is not None and wait.object == shared.id and wait.op == op


def is_only_theirs(shared: SharedObject) -> bool:
    """Whether nobody but its takers will release it as long as they live: by how it was used, or as `with` does."""
    if is_handed_on(shared):
        return False
    return is_lock_like(shared) or bool(shared.takes and all(take.scoped for take in shared.takes))


def born_held(shared: SharedObject) -> bool:
    """Whether it is a copy made by a fork, of a lock that somebody held then: nobody has it in this process."""
    is_lock = shared.family == "lock" or shared.type == "Condition"
    return shared.copy_of is not None and not shared.acquires and not shared.holders and is_lock


def is_at_its_end(worker: Worker) -> bool:
    """Whether its own code has ended, and it waits for a thread or a feeder of its process before it can be gone."""
    wait = worker.wait
    return wait is not None and not wait.where and (wait.op == "join_thread" or wait.target is not None)


def take_of(shared: SharedObject, worker: int) -> Take | None:
    """The worker's last acquisition that it has not given back."""
    return next((take for take in reversed(shared.takes) if take.worker == worker), None)


def waiting_in(progress: Progress, op: str) -> list[tuple[SharedObject, list[Worker]]]:
    """The objects on which stuck workers wait in an operation, with those workers, the longest wait first."""
    found: dict[int, list[Worker]] = {}
    for worker in progress.stuck.values():
        if worker.wait is not None and worker.wait.op == op and worker.wait.object in progress.state.objects:
            found.setdefault(worker.wait.object, []).append(worker)
    for workers in found.values():
        workers.sort(key=since)
    return [(progress.state.objects[item], workers) for item, workers in found.items()]


def since(worker: Worker) -> int:
    """Since when a worker waits, or is in its state, in ns of the run."""
    return worker.wait.since if worker.wait is not None else worker.since


_IS_THERE: dict[tuple[str, str], Callable[[SharedObject], bool]] = {
    ("queue", "get"): lambda shared: shared.depth > 0,
    ("queue", "put"): lambda shared: shared.depth < (shared.maxsize or 0),
    ("queue", "join"): lambda shared: shared.unfinished == 0,
    ("pipe", "recv"): lambda shared: shared.depth > 0,
    ("pipe", "send"): lambda _: False,
    ("Event", "wait"): lambda shared: shared.depth > 0,
    ("Future", "result"): lambda shared: shared.depth > 0,
    ("Future", "exception"): lambda shared: shared.depth > 0,
    ("Condition", "wait"): lambda _: False,
    ("Barrier", "wait"): lambda shared: shared.parties is None or len(shared.waiting_for("wait")) >= shared.parties,
}
"""By an object's family or type, and an operation: whether what is waited for is there. What is not in it may end."""
