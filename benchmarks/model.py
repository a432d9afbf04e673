"""What the model of a run costs: `python benchmarks/model.py [OBJECTS]`.

A copy of a model with 300 workers and full rings; and, for OBJECTS (100,000) locks that are made, taken, released and
never used again, and as many processes and threads that come and go: memory, the report's size, and how long a frame's
questions take. Nothing is asserted.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator

import msgspec

from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.projections.object_facts import COLUMNS, ordered
from mptui.projections.report import build_report
from mptui.projections.status import status_facts
from mptui.projections.wait_groups import wait_graph

WORKERS, LINES, OPERATIONS = 300, 600, 100
MS = 1_000_000


def begin() -> Iterator[ev.Event]:
    """A run with its main process."""
    yield ev.RunStarted(0, 0, 1, "program.py", (), "fork", "3.11", "linux")
    yield from worker(1, 0, "main")


def worker(number: int, t: int, flavor: ev.Flavor) -> Iterator[ev.Event]:
    """A worker that has started."""
    yield ev.WorkerCreated(t, number, 1, f"Process-{number}", flavor, None if number == 1 else 1)
    yield ev.WorkerStarted(t, number, 2, 4000 + number)


def full() -> Iterator[ev.Event]:
    """Everything that is kept of 300 workers, full."""
    yield from begin()
    for number in range(2, WORKERS + 1):
        yield from worker(number, number, "process")
        yield ev.ObjectCreated(number, number, 3, number, "Lock", "lock", "program.py:1")
    t = 0
    for step in range(max(LINES, OPERATIONS)):
        for number in range(2, WORKERS + 1):
            t += 50_000
            yield ev.Output(t, number, 9, "stdout", b"a line of output\n")
            if step < OPERATIONS:
                yield ev.OpDone(t, number, 9, "acquire", number, "program.py:2", "ok")
                yield ev.OpDone(t + 9, number, 9, "release", number, "program.py:3", "ok")


def locks(count: int) -> Iterator[ev.Event]:
    """Locks that are made, used once and forgotten."""
    yield from begin()
    for number in range(1, count + 1):
        t = number * 10_000
        yield ev.ObjectCreated(t, 1, 3, number, "Lock", "lock", "program.py:1")
        yield ev.OpDone(t + 1, 1, 4, "acquire", number, "program.py:2", "ok")
        yield ev.OpDone(t + 2, 1, 5, "release", number, "program.py:3", "ok")


def lives(count: int, flavor: ev.Flavor) -> Iterator[ev.Event]:
    """Workers that come and go."""
    yield from begin()
    for number in range(2, count + 2):
        t = number * 10_000
        yield from worker(number, t, flavor)
        yield ev.Output(t + 1, number, 3, "stdout", b"a line of output\n")
        yield ev.WorkerExited(t + 2, number, 4, 0)
        if flavor == "process":
            yield ev.WorkerReaped(t + 3, number, 5, 0)


def memory() -> float:
    """This process's own, in MB."""
    with open("/proc/self/statm") as file:  # noqa: PTH123 # what it costs is measured
        return int(file.read().split()[1]) * 4096 / 1e6


def timed(call: Callable[[], object], rounds: int = 9) -> float:
    """Median ms of a call."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter_ns()
        call()
        taken.append(time.perf_counter_ns() - began)
    return statistics.median(taken) / MS


def take(model: RunModel, events: Iterable[ev.Event]) -> float:
    """Apply all; returns µs an event."""
    count, began = 0, time.process_time_ns()
    for event in events:
        model.apply(event)
        count += 1
    return (time.process_time_ns() - began) / 1000 / count


def copying() -> None:
    """A copy, in a process of its own."""
    model = RunModel(counting=True, history=True)
    each = take(model, full())
    print(f"a copy with {WORKERS} workers and full rings: {timed(model.copy):.1f} ms ({each:.1f} µs an event)")


def passing(what: str, count: int) -> None:
    """What many short lives leave behind."""
    model = RunModel(counting=True, history=True)
    before = memory()
    each = take(model, locks(count) if what == "locks" else lives(count, what))  # type: ignore[arg-type]
    grown = memory() - before
    state = model.state
    report = len(msgspec.json.encode(build_report(state, 0)))
    status = timed(lambda: status_facts(state))
    graph = timed(lambda: wait_graph(state, state.now))
    table = timed(lambda: ordered(state, COLUMNS[0], False, state.now))
    print(
        f"{count:,} {what}: {grown:.0f} MB, report {report / 1e6:.1f} MB, {each:.1f} µs an event; "
        f"status {status:.2f} ms, graph {graph:.2f} ms, table {table:.2f} ms"
    )


def main() -> None:
    """Each part in a process of its own, so that memory is its own."""
    if len(sys.argv) > 2:
        passing(sys.argv[1], int(sys.argv[2]))
        return
    copying()
    count = sys.argv[1] if len(sys.argv) > 1 else "100000"
    for what in ("locks", "process", "thread"):
        subprocess.run([sys.executable, __file__, what, count], check=True)


if __name__ == "__main__":
    main()
