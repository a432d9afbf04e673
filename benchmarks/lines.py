"""A million lines from four workers: on a bare pty, under `mptui run --headless`, and on the live screen.

    python benchmarks/lines.py [LINES [ROUNDS]]

They take turns, with mprocs running the four workers as four commands if there is a `mprocs` on the path, or where the
variable MPROCS says. Prints times, their ratios, the screen's memory, how soon keys are answered, and whether every
line was accounted for. It asserts nothing.
"""

import itertools
import json
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from _lines_program import WORKERS
from _pty import KEEP, DrainedPty

PROGRAM = str(Path(__file__).with_name("_lines_program.py"))
QUARTERS = (0.25, 0.5, 0.75, 1.0)
PAUSE = 0.3
"""Seconds between two keys."""


STEPS = (
    ("z", b" m MainProcess ", "screen"),
    ("z", b"", ""),
    ("l", b"lock off", "knob"),
    ("z", b" m MainProcess ", "screen"),
    ("z", b"", ""),
    ("l", b"lock on", "knob"),
)
"""Keys in turn, what is written to the terminal once they are answered, and what kind of answer that is: of the screen
alone (zoom), or of the program (the lock knob: its event comes back through everything that was written before)."""


class Keys:
    """Presses the keys of STEPS in turn; `times`: seconds until each was answered, by kind."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {"screen": [], "knob": []}
        self._steps = itertools.cycle(STEPS)
        self._answer = self._written = b""
        self._kind = ""
        self._pressed = self._next = 0.0

    def look(self, terminal: DrainedPty, data: bytes) -> None:
        """Called after every read."""
        now = time.monotonic()
        self._written = (self._written + data)[-KEEP:]
        if self._kind and self._answer in self._written:
            self.times[self._kind].append(now - self._pressed)
            self._kind, self._next = "", now + PAUSE
        elif not self._kind and now >= self._next:
            key, self._answer, self._kind = next(self._steps)
            terminal.press(key)
            self._pressed, self._next, self._written = now, now + PAUSE, b""


@dataclass
class Result:
    """One run. `memory`: MB of the UI process at each quarter; `accounted`: what the report says, in words."""

    seconds: float
    lines: int
    memory: list[float] = field(default_factory=list)
    peak: float = 0.0
    frames: int = 0
    keys: dict[str, list[float]] = field(default_factory=dict)
    accounted: str = ""


def mptui(*args: str) -> list[str]:
    """The command line of mptui."""
    return [sys.executable, "-m", "mptui", *args]


def accounted(report: Path) -> str:
    """What the report says of messages and losses."""
    facts = json.loads(report.read_text())
    return f"{facts['output']['messages']} messages, lost {facts['events']['lost']}"


def run_bare(lines: int, _: Path) -> Result:
    """The program by itself."""
    terminal = DrainedPty([sys.executable, PROGRAM, str(lines)])
    seconds = terminal.drain()
    return Result(seconds, terminal.newlines)


def run_headless(lines: int, report: Path) -> Result:
    """Under the probe, passed through."""
    terminal = DrainedPty(mptui("run", "--headless", "--report", str(report), PROGRAM, str(lines)))
    seconds = terminal.drain()
    return Result(seconds, terminal.newlines, accounted=accounted(report))


def run_screen(lines: int, report: Path) -> Result:
    """On the live screen, until it says that the program has finished."""
    terminal = DrainedPty(mptui("run", "--report", str(report), PROGRAM, str(lines)))
    keys = Keys()
    result = Result(0.0, 0)
    while b"finished" not in terminal.recent and terminal.process.poll() is None:
        data = terminal.read(0.01)
        if b"torn" in data:
            result.frames += 1
        seen = re.findall(rb"torn \d+ of (\d+)", terminal.recent)
        done = int(seen[-1]) / lines if seen else 0.0
        while done and len(result.memory) < len(QUARTERS) and done >= QUARTERS[len(result.memory)]:
            result.memory.append(terminal.memory())
        if done:
            keys.look(terminal, data)
    result.seconds = time.monotonic() - terminal.began
    result.peak = terminal.memory("VmHWM")
    terminal.press("q")
    terminal.drain()
    result.keys, result.accounted = keys.times, accounted(report)
    return result


def run_mprocs(lines: int, _: Path) -> Result:
    """The four workers as four commands of mprocs, until it leaves because all have ended."""
    commands = [f"{sys.executable} {PROGRAM} {lines} {number}" for number in range(WORKERS)]
    terminal = DrainedPty([str(MPROCS), "--on-all-finished", "{c: quit}", *commands])
    return Result(terminal.drain(), 0)


MPROCS = shutil.which(os.environ.get("MPROCS", "mprocs"))
WAYS = {"bare pty": run_bare, "headless": run_headless, "screen": run_screen}
if MPROCS:
    WAYS["mprocs"] = run_mprocs


def show(results: dict[str, list[Result]], lines: int) -> None:
    """Print the figures."""
    bare = statistics.median(one.seconds for one in results["bare pty"])
    print(f"{lines} lines, 4 workers, {platform.python_implementation()} {platform.python_version()}")
    for way, runs in results.items():
        times = sorted(one.seconds for one in runs)
        middle = statistics.median(times)
        print(f"{way:<10} {middle:6.2f} s ({times[0]:.2f} to {times[-1]:.2f})  {middle / bare:5.2f} x bare")
    for way in ("bare pty", "headless"):
        print(f"{way:<10} lines on the terminal: {sorted({one.lines for one in results[way]})}")
    for way in ("headless", "screen"):
        print(f"{way:<10} reported: {sorted({one.accounted for one in results[way]})}")
    for one in results["screen"]:
        at = ", ".join(f"{part:.0%} {size:.0f} MB" for part, size in zip(QUARTERS, one.memory, strict=False))
        print(f"screen     memory at {at}, peak {one.peak:.0f} MB; {one.frames / one.seconds:.0f} frames a second")
        for kind, times in one.keys.items():
            if times:
                middle, longest = statistics.median(times) * 1e3, max(times) * 1e3
                print(f"           {kind} keys: {len(times)}, p50 {middle:.0f} ms, max {longest:.0f} ms")


def main() -> None:
    """Run all ways in turn."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    results: dict[str, list[Result]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for way, run in WAYS.items():
                results[way].append(run(lines, Path(folder, "report.json")))
    show(results, lines)


if __name__ == "__main__":
    main()
