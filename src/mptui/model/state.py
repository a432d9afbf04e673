"""RunState: everything known about one run. Mutable at the top and owned by one thread; its leaves are frozen."""

from collections import Counter, deque
from typing import Any

import msgspec

from mptui.events import EndedBy, Flavor, KnobValue, Reason, StackTaken, Unblocked
from mptui.model.folded import Folded
from mptui.model.lifecycle import ALIVE, WorkerState, may_move
from mptui.model.lock_order import LockOrder
from mptui.model.object_names import ObjectNames
from mptui.model.operation import Operation as Operation
from mptui.model.output import OutputLog
from mptui.model.statistics import MOST_OBJECTS, ObjectStats
from mptui.model.waits import Loss, Overwritten, Read, SeenError, Standing, Take, Task, Wait

ENDED_BY_MPTUI = "ended by mptui"


class Worker(msgspec.Struct, frozen=True):
    """A process or thread with a pane. `since` is the time of the last change of state, in ns.

    `ended_by` mptui: it ran when mptui ended the run, and was killed by that. `orphan`: a process that ran on when
    the process which made it had ended. `tag`: what it is called where there is little room: `m`, 1, 2, 3… as they
    came. `handles`: signals of which the process has a handler of the program's, also by inheritance. `task`: what it
    is doing for a pool, `tasks`: how many it has done. `put_where`: the line of its last put. `made`, `started`: when
    its object was made and it began to run, in ns. `zombie`: nobody had waited for it when it ended, or when it was
    killed.
    """

    id: int
    name: str
    flavor: Flavor
    parent: int | None
    state: WorkerState
    since: int
    pid: int | None = None
    exit_code: int | None = None
    reaped: bool = False
    wait: Wait | None = None
    holding: tuple[int, ...] = ()
    where: str = ""
    probe_failed: str = ""
    ended_by: EndedBy = "program"
    orphan: bool = False
    tag: str = ""
    handles: tuple[int, ...] = ()
    task: Task | None = None
    put_where: str = ""
    made: int = 0
    started: int | None = None
    tasks: int = 0
    zombie: bool = False

    @property
    def word(self) -> str:
        """The word for its state; who was killed because mptui ended the run is not called killed."""
        return ENDED_BY_MPTUI if self.ended_by == "mptui" else self.state.word


class SharedObject(msgspec.Struct, frozen=True):
    """A lock, queue or pipe that workers share.

    `holders`: who took the lock and has not released it, one entry an acquisition; `takes`: the same with when and
    where each was taken; `since`: ns of the last acquisition; `waits`: who waits, longest first; `depth`: items put and
    not yet got (in a pipe: messages sent and not yet received), the value of a semaphore, 1 for an event that is set;
    `initial`: the depth it began with; `fed`: items that a process has sent from its buffer into the queue's pipe;
    `tasks_done`: calls of task_done; `calls`: operations that are none of those counted by name; `returned`, `handed`:
    releases by somebody who had taken it, and by somebody else (see model.uses); `counted`: False if depth and holders
    are not known, and mean nothing; `copy_of`: the object of which a fork made a copy, this one, for one process;
    `parties`: how many have to come to a barrier; `writing`: processes whose feeder waits for room in a queue's pipe;
    `used`: ns of its last operation, or of its making; `users`: who did what with it, up to MOST_USERS; `waited`,
    `held`: ns that its acquisitions took, and that it was held, in all; `reads`: of a Value, who has read it and not
    written it since; `overwritten`: the first update of it that was seen to be lost; `mark`: see ObjectNames.
    """

    id: int
    type: str
    module: str
    name: str
    where: str
    own: bool = True
    maxsize: int | None = None
    holders: tuple[int, ...] = ()
    since: int = 0
    waits: tuple[Wait, ...] = ()
    depth: int = 0
    max_depth: int = 0
    max_waiters: int = 0
    acquires: int = 0
    puts: int = 0
    gets: int = 0
    sends: int = 0
    recvs: int = 0
    fed: int = 0
    tasks_done: int = 0
    calls: int = 0
    takes: tuple[Take, ...] = ()
    initial: int = 0
    returned: int = 0
    handed: int = 0
    counted: bool = True
    copy_of: int | None = None
    used: int = 0
    users: frozenset[tuple[str, int]] = frozenset()
    parties: int | None = None
    writing: tuple[int, ...] = ()
    waited: int = 0
    held: int = 0
    reads: tuple[Read, ...] = ()
    overwritten: Overwritten | None = None
    mark: str = ""

    @property
    def label(self) -> str:
        """Its name, with what tells it apart from others of that name."""
        return self.name + self.mark

    @property
    def is_local(self) -> bool:
        """Whether only one process can use it."""
        return self.module in LOCAL or self.type == "Future"

    @property
    def family(self) -> str:
        """What kind of thing it is: lock, semaphore, signal, queue, pipe, or a plain object."""
        return FAMILIES.get(self.type, "object")

    @property
    def is_layered(self) -> bool:
        """Whether it is a queue with a buffer in each process and a pipe between them."""
        return self.module == "multiprocessing" and self.type in ("Queue", "JoinableQueue")

    @property
    def in_pipe(self) -> int:
        """Items in a queue's pipe, which is all that a SimpleQueue has; one that is being written or read counts."""
        return max(self.fed - self.gets, 0) if self.is_layered else self.depth

    @property
    def in_buffers(self) -> int:
        """Items in the buffers of the processes that put them into a layered queue."""
        return max(self.depth - self.in_pipe, 0)

    @property
    def unfinished(self) -> int:
        """Items put for which task_done has not been called: what a join of the queue waits for."""
        return max(self.puts - self.tasks_done, 0)

    @property
    def is_used(self) -> bool:
        """Whether anything was done with it, or is being done."""
        done = self.acquires or self.puts or self.gets or self.sends or self.recvs or self.calls or self.handed
        return bool(done or self.waits or self.max_waiters)

    def waiting_for(self, op: str) -> tuple[Wait, ...]:
        """Those who wait in `op`, longest first."""
        return tuple(wait for wait in self.waits if wait.op == op)


MOST_USERS = 512
"""Pairs of an operation and a worker that are kept of an object."""
FAMILIES = {
    "Lock": "lock",
    "RLock": "lock",
    "Semaphore": "semaphore",
    "BoundedSemaphore": "semaphore",
    "Condition": "signal",
    "Event": "signal",
    "Barrier": "signal",
    "Future": "signal",
    "Queue": "queue",
    "LifoQueue": "queue",
    "PriorityQueue": "queue",
    "JoinableQueue": "queue",
    "SimpleQueue": "queue",
    "Pipe": "pipe",
    "Connection": "pipe",
}


class Anomaly(msgspec.Struct, frozen=True):
    """An event that should have been impossible, kept and shown."""

    t: int
    worker: int
    text: str


_OWN: tuple[str, ...] = ("workers", "objects", "knobs", "operations", "anomalies", "parents", "library_threads")
_OWN += ("count_by_state", "changed_workers", "changed_objects", "folded", "lock_order", "stacks", "object_names")
"""What a copy of a state has for itself."""
LOCAL = ("threading", "queue")
"""The modules of objects of which each process has its own."""
POOLS = frozenset({"Pool", "ThreadPool", "ProcessPoolExecutor", "ThreadPoolExecutor"})
"""Types of what gives tasks to workers."""
LOSSES = 200
"""Lost tasks and unsent items of which the latest are kept."""
RECENT_OPERATIONS = 200
ANOMALIES = 100
RETAIN = 1000
"""Objects that are not in use, and workers that have ended, which are kept one by one."""


class RunState(msgspec.Struct):
    """One run. `version` grows with every event that is applied; `now` is the latest event's time in ns.

    `happened`: the same of the latest that was not mptui's own doing. `counting`: whether `stats` are kept, which about
    doubles what an operation costs. `failure` says why the program could not be started, and is empty when it could.
    `left`: pid and name of each process that ran on when the main one had ended. `ending`: why mptui ended the run,
    `standing`: how the workers stood then; of a run that ended by itself, how those stood that ended while they waited.
    `parents`: pids of processes that made others; `library_threads`: by pid, threads of libraries' own that may run the
    program's code and are no workers. `lost_tasks`: those that workers of pools had when they ended, `unsent_items`:
    those that could not be pickled, `unblocked`: whom mptui helped out, the latest of each. `stacks`: by worker, the
    latest that was taken (see model.stacks). `forks`: made by hand, whose children have not told of themselves, and
    programs that were left in the background; `fork_told`: when one of them last told of itself or ended, in ns.
    `errors`: the first of each kind and place; `heard`: pools and types of exceptions that somebody who asked for a
    result of theirs got. `count_by_state`: workers in each state. `changed_workers`, `changed_objects`: ids of what the
    last event changed, and `finished_operation` what it finished. `shared_stats`: objects whose stats a copy of this
    state has, too. `retain`: how many objects that are not in use, and ended workers, are kept; `folded`: what is left
    of the others. `created_workers`: all that there ever were but for the main one. `lock_order`: locks that workers
    held together. `recorded_from`: when the trace began, in ns of the run, if that was in its middle.
    """

    program: str = ""
    argv: tuple[str, ...] = ()
    start_method: str = ""
    python: str = ""
    platform: str = ""
    workers: dict[int, Worker] = msgspec.field(default_factory=dict)
    objects: dict[int, SharedObject] = msgspec.field(default_factory=dict)
    output: OutputLog = msgspec.field(default_factory=OutputLog)
    knobs: dict[str, KnobValue] = msgspec.field(default_factory=dict)
    stats: dict[int, ObjectStats] = msgspec.field(default_factory=dict)
    operations: deque[Operation] = msgspec.field(default_factory=lambda: deque(maxlen=RECENT_OPERATIONS))
    anomalies: deque[Anomaly] = msgspec.field(default_factory=lambda: deque(maxlen=ANOMALIES))
    anomaly_count: int = 0
    received: int = 0
    lost: int = 0
    now: int = 0
    happened: int = 0
    version: int = 0
    exit_code: int | None = None
    finished: bool = False
    failure: str = ""
    counting: bool = False
    left: tuple[tuple[int, str], ...] = ()
    ending: Reason | None = None
    standing: tuple[Standing, ...] = ()
    parents: set[int] = msgspec.field(default_factory=set)
    library_threads: dict[int, int] = msgspec.field(default_factory=dict)
    lost_tasks: tuple[Loss, ...] = ()
    unsent_items: tuple[Loss, ...] = ()
    unblocked: tuple[Unblocked, ...] = ()
    stacks: dict[int, StackTaken] = msgspec.field(default_factory=dict)
    forks: int = 0
    fork_told: int = -(1 << 62)
    errors: tuple[SeenError, ...] = ()
    heard: frozenset[tuple[int, str]] = frozenset()
    count_by_state: Counter[WorkerState] = msgspec.field(default_factory=Counter)
    changed_workers: list[int] = msgspec.field(default_factory=list)
    changed_objects: list[int] = msgspec.field(default_factory=list)
    finished_operation: Operation | None = None
    shared_stats: set[int] = msgspec.field(default_factory=set)
    retain: int = RETAIN
    folded: Folded = msgspec.field(default_factory=Folded)
    fold_objects_at: int = 0
    fold_workers_at: int = 0
    created_workers: int = 0
    lock_order: LockOrder = msgspec.field(default_factory=LockOrder)
    object_names: ObjectNames = msgspec.field(default_factory=ObjectNames)
    recorded_from: int | None = None

    def __post_init__(self) -> None:
        self.fold_objects_at = self.fold_workers_at = self.retain + max(self.retain // 10, 1)

    @property
    def lock_on(self) -> bool:
        """Whether the program's locks lock."""
        return bool(self.knobs.get("lock", True))

    @property
    def pace(self) -> float:
        """Seconds that every operation is delayed by."""
        value = self.knobs.get("pace")
        return float(value) if isinstance(value, int | float) else 0.0

    @property
    def paused(self) -> bool:
        """Whether the program is held at its next operations."""
        return bool(self.knobs.get("pause", False)) and not self.finished

    @property
    def buffering(self) -> str:
        """How the program's streams are buffered."""
        return str(self.knobs.get("buffering", "line"))

    def copy(self) -> "RunState":
        """The run as it is now. Frozen leaves are shared; so is what is counted, until one of the two goes on."""
        copied = msgspec.structs.replace(self, output=self.output.copy())
        for name in _OWN:
            setattr(copied, name, getattr(self, name).copy())
        copied.stats = dict(self.stats)
        self.shared_stats, copied.shared_stats = set(self.stats), set(self.stats)
        return copied

    def put_worker(self, worker: Worker) -> Worker:
        """The worker is as told from now on; returns it."""
        before = self.workers.get(worker.id)
        if before is None:
            self.count_by_state[worker.state] += 1
            self.created_workers += worker.flavor != "main"
            tag = "m" if worker.flavor == "main" else str(self.created_workers)
            worker = msgspec.structs.replace(worker, tag=tag)
        elif before.state is not worker.state:
            self.count_by_state[before.state] -= 1
            self.count_by_state[worker.state] += 1
        self.workers[worker.id] = worker
        self.changed_workers.append(worker.id)
        return worker

    def move(self, worker: Worker, to: WorkerState, t: int, **changes: Any) -> bool:
        """Change the worker, and put it in that state at `t` ns; returns False, and does nothing, if that cannot be."""
        if not may_move(worker.state, to):
            return False
        since = worker.since if worker.state is to else t
        self.put_worker(msgspec.structs.replace(worker, state=to, since=since, **changes))
        return True

    def put_object(self, shared: SharedObject) -> SharedObject:
        """The object is as told from now on; returns it."""
        self.objects[shared.id] = shared
        self.changed_objects.append(shared.id)
        return shared

    def stats_of(self, shared: int) -> ObjectStats | None:
        """What is counted of an object, to count on; None if nothing is, or MOST_OBJECTS are counted already."""
        found = self.stats.get(shared)
        if found is None:
            if not self.counting or len(self.stats) >= MOST_OBJECTS:
                return None
            found = ObjectStats()
        elif shared not in self.shared_stats:
            return found
        else:
            found = found.copy()
            self.shared_stats.discard(shared)
        self.stats[shared] = found
        return found

    @property
    def alive(self) -> int:
        """Workers that run now."""
        return sum(self.count_by_state[state] for state in ALIVE)

    @property
    def main(self) -> Worker | None:
        """The program's main process, once it is known."""
        return next((worker for worker in self.workers.values() if worker.flavor == "main"), None)
