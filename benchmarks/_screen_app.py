"""The screens that screen.py measures: `_screen_app.py KIND WORKERS RATE SECONDS OUT`.

KIND: `mptui`, over a session that hands out RATE fragments a second of WORKERS workers; `log`, one stock Textual Log a
pane, fed the same batches. Writes its figures to OUT as JSON when it leaves.
"""

import gc
import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.app import App

from mptui.events import PROGRAM, Event, Fragment, OutputRun, RunStarted, WorkerCreated, WorkerStarted
from mptui.session import Capabilities, RunOptions

FRAMES = 30
MARK_EVERY = 0.2
"""Seconds between two lines whose way to the terminal is timed."""
MOST = 4096
"""Fragments handed out at once."""


class Feed:
    """A session: as many fragments as `rate` a second makes due, in runs of at most 256, made as they are asked for."""

    def __init__(self, workers: int, rate: int, seconds: float) -> None:
        self.options = RunOptions("/demo/program.py", start_method="fork")
        self.capabilities = Capabilities(frozenset({"lock", "pace"}))
        self.finished = False
        self.sent = 0
        self.marks: list[tuple[bytes, int]] = []
        self._workers, self._rate = workers, rate
        self._began = time.monotonic()
        self._ends = self._began + seconds
        self._next_mark = self._began + 1
        self._opening = self._introduce()
        self._numbers = itertools.count(1)

    def _introduce(self) -> list[Event]:
        started = RunStarted(0, PROGRAM, 0, "/demo/program.py", (), "fork", "3.11", "linux")
        made: list[Event] = [started]
        for worker in range(1, self._workers + 1):
            flavor = "main" if worker == 1 else "process"
            made.append(WorkerCreated(1, worker, 1, f"Process-{worker}", flavor, None if worker == 1 else 1))  # type: ignore[arg-type]
            made.append(WorkerStarted(1, worker, 2, 4000 + worker))
        return made

    def start(self) -> None:
        """Nothing to start."""

    def drain_nowait(self) -> list[Event]:
        """What is due."""
        opening, self._opening = self._opening, []
        if opening:
            return opening
        now = time.monotonic()
        due = int((min(now, self._ends) - self._began) * self._rate) - self.sent
        due = min(due, MOST)
        if due <= 0:
            return []
        self.sent += due
        fragments = [self._fragment(now) for _ in range(due)]
        if now >= self._next_mark:
            self._next_mark = now + MARK_EVERY
            text = b"mark-%06d\n" % len(self.marks)
            fragments.append((int(now * 1e9), 1, 0, "stdout", text))
            self.marks.append((text.strip(), time.monotonic_ns()))
        return [OutputRun(run[0][0], PROGRAM, 0, run) for run in _cut(fragments, 256)]

    def _fragment(self, now: float) -> Fragment:
        number = next(self._numbers)
        worker = number % self._workers + 1
        return (int(now * 1e9), worker, number, "stdout", b"worker %d says line %d\n" % (worker, number))

    def wait(self, timeout: float) -> list[Event]:
        """As drain_nowait."""
        del timeout
        return self.drain_nowait()

    def turn(self, *_: Any) -> None:
        """No knobs."""

    restart = signal = interrupt = end_program = close = turn


def _cut(fragments: list[Fragment], most: int) -> Iterator[list[Fragment]]:
    for start in range(0, len(fragments), most):
        yield fragments[start : start + most]


def memory() -> int:
    """This process's own, in KB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


class Meter:
    """What the app cost from a second after its first frame on, and how soon it heard of keys."""

    def __init__(self, feed: Feed, out: str) -> None:
        self.frames = 0
        self.keys: list[int] = []
        self._feed, self._out = feed, out
        self._begin: tuple[float, float, int, int] | None = None

    def begin(self) -> None:
        """From here on it counts."""
        self._begin = (time.process_time(), time.monotonic(), self._feed.sent, self.frames)
        self._memory = memory()

    def write(self) -> None:
        """Write the figures."""
        assert self._begin is not None
        cpu, at, sent, frames = self._begin
        figures = {
            "cpu": time.process_time() - cpu,
            "seconds": time.monotonic() - at,
            "events": self._feed.sent - sent,
            "frames": self.frames - frames,
            "keys": self.keys,
            "memory": [self._memory, memory()],
            "marks": [[text.decode(), at] for text, at in self._feed.marks],
        }
        Path(self._out).write_text(json.dumps(figures))


def attend(app: App[Any], meter: Meter, seconds: float) -> None:
    """Count from one second on, leave after `seconds` more."""

    def leave() -> None:
        meter.write()
        app.exit()

    app.set_timer(1.0, meter.begin)
    app.set_timer(1.0 + seconds, leave)


def run_mptui(feed: Feed, meter: Meter, seconds: float) -> None:
    """The app of mptui, with its frames and keys counted."""
    from mptui.ui.app import MptuiApp

    class Measured(MptuiApp):
        CSS_PATH = Path(sys.modules[MptuiApp.__module__].__file__ or "").with_name("styles.tcss")

        def on_mount(self) -> None:
            attend(self, meter, seconds)

    gc.freeze()  # as run_app does
    app = Measured(feed)  # type: ignore[arg-type]
    main = app.get_default_screen()
    paint, act = main.paint, main.action_do

    def counted_paint(force: bool = False) -> None:
        meter.frames += 1
        paint(force)

    def timed_action(action_id: str) -> None:
        meter.keys.append(time.monotonic_ns())
        act(action_id)

    main.paint, main.action_do = counted_paint, timed_action  # type: ignore[method-assign]
    app.run()


def main() -> None:
    """Run one of them."""
    kind, workers, rate, seconds, out = sys.argv[1:6]
    feed = Feed(int(workers), int(rate), float(seconds) + 2)
    meter = Meter(feed, out)
    if kind == "log":
        from _log_app import Logs

        Logs(feed, int(workers), meter, float(seconds)).run()
    else:
        run_mptui(feed, meter, float(seconds))


if __name__ == "__main__":
    main()
