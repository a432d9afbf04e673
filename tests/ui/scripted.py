"""A Session that hands out prepared events and records commands, and small stories told in events."""

from collections import deque
from dataclasses import dataclass, field
from itertools import count

from mptui import events as ev
from mptui.session import Capabilities, RunOptions

MS = 1_000_000
ALL_KNOBS = frozenset({"lock", "maxsize", "pace", "pause", "step"})


class ScriptedSession:
    """Hands out its batches, one a drain; echoes knobs as the real one does."""

    def __init__(self, *batches, options=None, can=None):
        self.options = options or RunOptions("/demo/program.py", start_method="fork")
        self.capabilities = can or Capabilities(ALL_KNOBS, restart=True, signals=True, unblock=True, stacks=True)
        self.finished = False
        self.batches = deque(batches)
        self.turned, self.restarted, self.signalled = [], [], []
        self.unblocked, self.asked = [], []
        self.echo = True
        self.t = max((event.t for batch in batches for event in batch), default=0)

    def start(self):
        pass

    def drain_nowait(self):
        return list(self.batches.popleft()) if self.batches else []

    def wait(self, timeout):
        return self.drain_nowait()

    def feed(self, *batch):
        self.t = max([self.t, *(event.t for event in batch)])
        self.batches.append(batch)

    def turn(self, knob, value, object=None):  # noqa: A002
        self.turned.append((knob, value, object))
        if knob in ("lock", "pace"):
            self.options = self.options.changed(**{knob: value})
        if self.echo:
            self.feed(ev.KnobChanged(self.t, ev.PROGRAM, 0, knob, value, object))

    def restart(self, options):
        self.restarted.append(options)
        self.options = options
        self.feed(started(options), *(ev.KnobChanged(0, ev.PROGRAM, 0, *knob) for knob in options.knobs.items()))

    def signal(self, worker, signum):
        self.signalled.append((worker, signum))

    def unblock(self, how, worker, object):  # noqa: A002
        self.unblocked.append((how, worker, object))

    def take_stacks(self, workers):
        self.asked += workers

    def end_program(self, reason="key", waiting=()):
        pass

    def close(self):
        pass


def started(options, t=0):
    return ev.RunStarted(t, ev.PROGRAM, 0, options.target, (), options.start_method or "fork", "3.11.7", "linux")


@dataclass
class Story:
    """Builds events in order: each verb appends one and moves the clock on."""

    options: RunOptions = field(default_factory=lambda: RunOptions("/demo/program.py", start_method="fork"))
    t: int = 0
    events: list = field(default_factory=list)

    def __post_init__(self):
        self._seq = count(1)
        self.events.append(started(self.options))

    def _add(self, make, worker, *args, **more):
        self.t += MS
        self.events.append(make(self.t, worker, next(self._seq), *args, **more))
        return self

    def worker(self, worker, name, flavor="process", pid=None, parent=1):
        self._add(ev.WorkerCreated, worker, name, flavor, parent if flavor != "main" else None)
        return self._add(ev.WorkerStarted, worker, pid if pid is not None else 4000 + worker)

    def family(self, size, flavor="process"):
        self.worker(1, "MainProcess", "main", pid=4001)
        for number in range(1, size + 1):
            name = f"{'Process' if flavor == 'process' else 'Thread'}-{number}"
            self.worker(number + 1, name, flavor, pid=4001 if flavor == "thread" else None)
        return self

    def object(self, number, kind, name, maxsize=None, own=True, line=12):
        return self._add(ev.ObjectCreated, 1, number, kind, name, f"{self.options.target}:{line}", maxsize, own=own)

    def begin(self, worker, op, target, line=20):
        return self._add(ev.OpStarted, worker, op, target, f"{self.options.target}:{line}")

    def end(self, worker, op, target, outcome="ok", depth=None):
        return self._add(ev.OpFinished, worker, op, target, outcome, None, depth)

    def join(self, worker, target):
        return self._add(ev.OpStarted, worker, "join", None, f"{self.options.target}:40", target)

    def write(self, worker, text, stream="stdout"):
        data = text if isinstance(text, bytes) else text.encode()
        return self._add(ev.Output, worker if stream != "stray" else 0, stream, data)

    def stack(self, worker, *frames):
        return self._add(ev.StackTaken, worker, frames)

    def unblocked(self, worker, how, target=None):
        return self._add(ev.Unblocked, worker, how, target)

    def knob(self, name, value):
        return self._add(ev.KnobChanged, 0, name, value)

    def exit(self, worker, code=0, zombie=False):
        return self._add(ev.WorkerExited, worker, code, zombie)

    def lose(self, worker, number):
        return self._add(ev.EventsLost, worker, number)

    def finish(self, code=0):
        return self._add(ev.RunFinished, 0, code)

    def wait_ms(self, ms):
        self.t += ms * MS
        return self


def garbled(workers=5, rounds=12, lock=True):
    """Workers print three-part messages, under a lock or across each other."""
    story = Story().family(workers).object(1, "Lock", "lock").knob("lock", lock)
    ids = range(2, workers + 2)
    for block in range(1, rounds + 1):
        for worker in ids:
            if lock:
                story.begin(worker, "acquire", 1).end(worker, "acquire", 1)
            parts = (f"worker {worker - 1}: block {block}", f" checksum {worker * 7919 * block:08x}", " ok\n")
            if lock or worker % 2:
                for part in parts:
                    story.write(worker, part)
            else:
                story.write(worker, parts[0]).write(worker - 1 if worker > 2 else 2, parts[1]).write(worker, parts[2])
            if lock:
                story.end(worker, "release", 1)
    if lock:
        story.begin(2, "acquire", 1).end(2, "acquire", 1)
        for worker in ids[1:]:
            story.begin(worker, "acquire", 1)
        story.write(2, f"worker 1: block {rounds + 1}")
    return story


def queues():
    """Putters fill a bounded queue, getters lag; one pipe, one lock."""
    story = Story().family(8).object(1, "Queue", "queue", maxsize=3).object(2, "Lock", "print_lock")
    story.object(3, "Pipe", "left")
    for depth, worker in enumerate((2, 3, 4), start=1):
        story.begin(worker, "put", 1).end(worker, "put", 1, depth=depth).write(worker, f"put item {depth}\n")
    for worker in (2, 3, 5):
        story.begin(worker, "put", 1)
    story.begin(6, "get", 1).end(6, "get", 1, depth=2).write(6, "got item 1\n")
    story.begin(6, "acquire", 2).end(6, "acquire", 2).begin(7, "acquire", 2)
    return story


def crowd(size=300):
    """Many workers, half of them blocked on one lock."""
    story = Story().family(size).object(1, "Lock", "lock")
    story.begin(2, "acquire", 1).end(2, "acquire", 1)
    for worker in range(3, size // 2 + 2):
        story.begin(worker, "acquire", 1)
    for worker in range(2, size + 2):
        story.write(worker, f"worker {worker} says hello\n")
    return story.exit(size + 1, -9).exit(size, 0).exit(size - 1, 0, zombie=True)


def workshop(target="program.py"):
    """A little of everything, in tests/ui/demo: torn lines, blocked putters, a zombie and a killed worker."""
    story = Story(RunOptions(target, start_method="fork")).family(7)
    story.object(1, "Lock", "lock", line=29).object(2, "Queue", "jobs", line=29)
    story.object(3, "Queue", "results", maxsize=3, line=29)
    for round_ in range(4):
        for worker in range(2, 7):
            story.wait_ms(40 * round_ + 7 * worker)
            story.begin(worker, "get", 2, 11).end(worker, "get", 2, depth=8 - round_)
            story.begin(worker, "acquire", 1, 14).end(worker, "acquire", 1)
            story.write(worker, f"worker {worker - 2} does {round_ * 5 + worker}\n").wait_ms(30)
            story.end(worker, "release", 1)
    story.knob("lock", False)
    story.write(3, "worker 1 does ").write(4, "worker 2 does ").write(3, "31\n").write(4, "32\n")
    story.write(2, "worker 0: 工作 完成 ✓\n").write(5, "Traceback (most recent call last):\n", "stderr")
    story.write(0, "written by a library in C\n", "stray").knob("lock", True)
    for depth, worker in enumerate((2, 3, 4), start=1):
        story.begin(worker, "put", 3, 16).end(worker, "put", 3, depth=depth)
    story.begin(2, "acquire", 1, 14).end(2, "acquire", 1).wait_ms(700)
    story.begin(3, "put", 3, 16).begin(4, "put", 3, 16).begin(5, "acquire", 1, 14).begin(6, "get", 2, 11)
    story.join(1, 2).exit(7, -9).exit(8, 0, zombie=True)
    return story.wait_ms(900).write(2, "worker 0 holds the lock and thinks\n")
