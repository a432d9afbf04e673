"""What diagnosis costs: one look at a run with few and many waiting workers, and its share of the model's time.

    python benchmarks/findings.py [SECONDS]

Stories told in events, no program. The share: SECONDS (default 20) of a run with 10,000 events a second, of 20 and of
200 workers that contend for four locks with waits, applied to a model; the time of its looks is taken by itself, for it
is less than two rounds of the same differ by. The least of three rounds. And how long after the last of 2, 50 and 200
real processes in a circle began to wait mptui knew of it, and ended the program for it, by the trace. Nothing is
asserted.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mptui import events as ev
from mptui.findings.diagnosis import LOOK_NS, Diagnosis
from mptui.model.run_model import RunModel

RING = str(Path(__file__).with_name("_ring_program.py"))
RATE = 10_000
LOCKS = 4
ROUNDS = 3


class Story:
    """Events of a run with so many workers, with times and numbers of their own."""

    def __init__(self, workers: int, locks: int) -> None:
        self.t, self.seqs, self.events = 0, [0] * (workers + 2), list[ev.Event]()
        self.add(ev.RunStarted, 0, "app.py", (), "fork", "3.11", "linux")
        for worker in range(1, workers + 2):
            flavor = "process" if worker > 1 else "main"
            self.add(ev.WorkerCreated, worker, f"w{worker}", flavor, 1 if worker > 1 else None)
            self.add(ev.WorkerStarted, worker, 100 + worker)
        for lock in range(1, locks + 1):
            self.add(ev.ObjectCreated, 1, lock, "Lock", f"lock{lock}", f"app.py:{lock}")

    def add(self, kind: type[ev.Event], worker: int, *fields: object, **more: object) -> None:
        """One more event, a tenth of a millisecond later."""
        self.t += 1_000_000_000 // RATE
        self.seqs[worker] += 1
        self.events.append(kind(self.t, worker, self.seqs[worker], *fields, **more))


def ring(workers: int) -> Story:
    """Everybody holds one lock and waits for the next."""
    story = Story(workers, workers)
    for worker in range(workers):
        story.add(ev.OpDone, worker + 2, "acquire", worker + 1, "app.py:5", "ok", began=story.t, scoped=True)
    for worker in range(workers):
        story.add(ev.OpStarted, worker + 2, "acquire", (worker + 1) % workers + 1, "app.py:6")
    story.add(ev.OpStarted, 1, "join", None, "app.py:9", target=2)
    return story


def contention(workers: int, seconds: int) -> Story:
    """Workers take turns with a few locks: the one that holds a lock releases it, and the next that waits has it."""
    story, waiting = Story(workers, LOCKS), [list[int]() for _ in range(LOCKS)]
    for worker in range(workers):
        story.add(ev.OpStarted, worker + 2, "acquire", worker % LOCKS + 1, "app.py:5")
        waiting[worker % LOCKS].append(worker + 2)
    turn = 0
    while story.t < seconds * 1_000_000_000:
        lock = turn % LOCKS
        worker = waiting[lock].pop(0)
        story.add(ev.OpFinished, worker, "acquire", lock + 1, "ok")
        story.add(ev.OpDone, worker, "release", lock + 1, "app.py:6", "ok", began=story.t)
        story.add(ev.OpStarted, worker, "acquire", lock + 1, "app.py:5")
        waiting[lock].append(worker)
        turn += 1
    return story


def look_time(workers: int) -> float:
    """Milliseconds of one look at a ring."""
    model = RunModel()
    story = ring(workers)
    for event in story.events:
        model.apply(event)
    best = 1e9
    for _ in range(5):
        diagnosis, now = Diagnosis(), (story.t // LOOK_NS + 10) * LOOK_NS
        diagnosis.due = now  # one look, not one for each moment before
        began = time.perf_counter()
        diagnosis.look(model.state, now)
        best = min(best, time.perf_counter() - began)
        assert len(diagnosis.current) == 1
    return best * 1000


class TimedDiagnosis(Diagnosis):
    """Adds up the CPU time of its looks."""

    seconds = 0.0

    def look(self, *args: Any, **options: Any) -> None:
        """As the diagnosis does."""
        began = time.process_time()
        super().look(*args, **options)
        self.seconds += time.process_time() - began


def shares(story: Story) -> tuple[float, float]:
    """CPU seconds that a model takes for a story, and those of them that are its diagnosis's."""
    diagnosis = TimedDiagnosis()
    model = RunModel(counting=True, history=True, watcher=diagnosis)
    began = time.process_time()
    for event in story.events:
        model.apply(event)
    return time.process_time() - began, diagnosis.seconds


def delays(workers: int) -> tuple[float, float]:
    """Milliseconds from when the last of a circle of processes began to wait until it was known, and until its end.

    It is known when the first stack is asked for, and ended when the stacks have been taken, for at most a second.
    """
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder, "trace.jsonl")
        command = [sys.executable, "-m", "mptui", "run", "--headless", "--fail-on", "proven", "--trace", str(trace)]
        done = subprocess.run([*command, RING, str(workers)], capture_output=True, check=False)
        assert done.returncode == 3, done
        lines = [json.loads(line) for line in trace.read_text().splitlines()]
    ended = next(line["t"] for line in lines if line.get("kind") == "run_ended")
    known = min(line["t"] for line in lines if line.get("kind") == "stack_taken")
    waits = [line["t"] for line in lines if line.get("kind") == "op_started" and line["op"] == "acquire"]
    closed = max(t for t in waits if t < ended)
    return (known - closed) / 1e6, (ended - closed) / 1e6


def main() -> None:
    """Print a line for each."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for workers in (2, 50, 200, 1000):
        print(f"a look at a ring of {workers}: {look_time(workers):.2f} ms", flush=True)
    for workers in (2, 50, 200):
        known, ended = zip(*(delays(workers) for _ in range(ROUNDS)), strict=True)
        print(
            f"a circle of {workers} processes is known {min(known):.0f} to {max(known):.0f} ms after it closed, "
            f"and ended with its stacks after {min(ended):.0f} to {max(ended):.0f} ms",
            flush=True,
        )
    for workers in (20, 200):
        story = contention(workers, seconds)
        total, looking = min(shares(story) for _ in range(ROUNDS))
        print(
            f"{len(story.events):,} events, {workers} workers, {seconds} s of the run: {total:.2f} s of CPU, of which "
            f"diagnosis {looking / total * 100:.1f} %, which is {looking / seconds * 100:.2f} % of a core",
            flush=True,
        )


if __name__ == "__main__":
    main()
