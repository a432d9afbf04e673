"""What recording costs, and how soon a recording is there again: `python benchmarks/recording.py [EVENTS] [PYTHON]`.

A trace of EVENTS (1,000,000) events of queues, locks and output, made from those of a real run: bytes and CPU an event
as plain lines and compressed; time to the first events of a replay, to have read it through, and to go to a moment;
memory.
With the PYTHON of an environment that has viztracer, the same real run is recorded by that, too. Nothing is asserted.
"""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from mptui import events as ev
from mptui.engine import Engine
from mptui.recording.replay_session import ReplaySession
from mptui.recording.trace import Trace
from mptui.recording.writer import TraceWriter

PROGRAM = Path(__file__).parent / "_recorded_program.py"
BATCH = 2000
SEEKS = 60
ITEMS = 3000
"""What the program does in a real run: it is recorded, and then told again and again."""


def run(*command: str) -> float:
    """Seconds that a command takes."""
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def told_again(events: list[ev.Event], count: int) -> Iterator[ev.Event]:
    """The events of the run's middle as often as it takes, each time later, for so many events in all."""
    kept = (ev.OpDone, ev.Output)
    middle = [event for event in events if isinstance(event, kept)]
    dropped = (*kept, ev.OpStarted, ev.OpFinished)
    half = events[len(events) // 2].t
    yield from (event for event in events if not isinstance(event, dropped) and event.t < half)
    length = middle[-1].t - middle[0].t + 1_000_000
    for turn in range(max(count // sum(map(ev.weight, middle)), 1)):
        later = turn * length
        for event in middle:
            began = {"began": event.began + later} if isinstance(event, ev.OpDone) else {}
            yield replace(event, t=event.t + later, **began)


def write(events: Iterable[ev.Event], path: Path) -> None:
    """Record them, and say what that took."""
    count, took = 0, 0.0
    writer = TraceWriter(path)
    batches = iter(events)
    while batch := list(islice(batches, BATCH)):
        count += sum(map(ev.weight, batch))
        began = time.process_time()
        writer.write(batch)
        took += time.process_time() - began
        while writer.waiting > BATCH * BATCH:  # no run makes events as fast as that
            time.sleep(0.01)
    began = time.process_time()
    writer.close()
    took, size = took + time.process_time() - began, path.stat().st_size
    print(f"{path.name}: {count} events, {size / count:.1f} bytes and {took / count * 1e6:.1f} us of CPU an event")


def open_(path: Path) -> None:
    """Replay, and say how soon it is there. In a process of its own, for its memory."""
    began = time.monotonic()
    session = ReplaySession(path)
    engine = Engine(session, model=session.new_model(), transport=session)
    session.start()
    engine.pump()
    first = time.monotonic() - began
    session.play(on=False)
    while session.read < session.end:
        time.sleep(0.05)
    through = time.monotonic() - began
    pick, took = random.Random(1), []
    for _ in range(SEEKS):
        jumps, began = engine.jumps, time.monotonic()
        session.seek(pick.randrange(session.end))
        while engine.jumps == jumps:
            engine.pump()
            time.sleep(0.0005)
        took.append(time.monotonic() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    session.close()
    print(
        f"{path.name}: first events after {first:.2f} s, read through after {through:.1f} s; to a moment: median "
        f"{statistics.median(took):.3f} s, at most {max(took):.3f} s; {memory:.0f} MB"
    )


def main() -> None:
    """Print all of it."""
    if len(sys.argv) > 2 and sys.argv[1] == "--open":
        open_(Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        real = folder / "real.jsonl.gz"
        mptui = [sys.executable, "-m", "mptui", "run", "--headless"]
        bare = run(sys.executable, str(PROGRAM), str(ITEMS))
        watched = run(*mptui, str(PROGRAM), str(ITEMS))
        recorded = run(*mptui, f"--trace={real}", str(PROGRAM), str(ITEMS))
        print(
            f"a real run: bare {bare:.2f} s, under mptui {watched / bare:.2f}, recorded {recorded / bare:.2f} of that"
        )
        if len(sys.argv) > 2:
            _compare_viztracer(sys.argv[2], folder / "viztracer.json", bare)
        with Trace(real) as trace:
            events = list(trace)
        for path in (folder / "t.jsonl", folder / "t.jsonl.gz"):
            write(told_again(events, count), path)
            subprocess.run([sys.executable, __file__, "--open", str(path)], check=True)


def _compare_viztracer(python: str, path: Path, bare: float) -> None:
    took = run(python, "-m", "viztracer", "-o", str(path), "--tracer_entries", "10000000", str(PROGRAM), str(ITEMS))
    began = time.monotonic()
    count = path.read_bytes().count(b'"ph"')
    print(
        f"viztracer: {took / bare:.2f} of bare, {count} events, {path.stat().st_size / max(count, 1):.1f} bytes an "
        f"event (read in {time.monotonic() - began:.1f} s)"
    )


if __name__ == "__main__":
    main()
