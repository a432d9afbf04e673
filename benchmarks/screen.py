"""What the screen costs, on a real pseudo-terminal: `python benchmarks/screen.py [SECONDS]`.

Everything in one run: CPU of a frame with 10 and with 300 panes; CPU of an event at 10,000 events a second against one
stock Textual Log a pane fed the same batches; frames painted and keys heard at 100,000 events a second; how soon an
event is on the terminal; the idle screen; the first paint against a bare Textual app's; a terminal that reads 200 KB
a second; memory over some ten million fragments. The events come from a session made for this (`_screen_app.py`).
Nothing is asserted.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from _pty import DrainedPty

APP, BARE = (str(Path(__file__).with_name(f"_{name}_app.py")) for name in ("screen", "bare"))
NS = 1e9
COLS, ROWS = 160, 45
KEEP = 1 << 15
"""Bytes of output that are looked through."""
PAUSE = 0.1
"""Seconds between two keys."""
Figures: TypeAlias = dict[str, Any]
SLOW = 200_000
"""Bytes a second that a slow terminal reads."""


@dataclass
class Keys:
    """Presses `key` again and again, and waits for what it brings to the terminal.

    `answers`: what that is after the first press, the second…, over and over. Without answers nothing is waited for.
    """

    key: str = ""
    answers: tuple[bytes, ...] = ()
    pressed: list[int] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    _next: float = field(default_factory=lambda: time.monotonic() + 3)
    _waiting: bool = False

    def look(self, terminal: DrainedPty, written: bytes) -> bool:
        """Called after every read with what was written since the last press; True if a key was pressed."""
        now = time.monotonic()
        if self._waiting and self.answers[(len(self.pressed) - 1) % len(self.answers)] in written:
            self.answered.append(now - self.pressed[-1] / NS)
            self._waiting, self._next = False, now + PAUSE
        if not self.key or self._waiting or now < self._next:
            return False
        terminal.press(self.key)
        self.pressed.append(time.monotonic_ns())
        self._waiting, self._next = bool(self.answers), now + PAUSE
        return True


def play(kind: str, workers: int, rate: int, seconds: float, keys: Keys | None = None, slow: bool = False) -> Figures:
    """The app's own figures, with `painted`: seconds from each mark's making until it was on the terminal."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder, "figures"))
        terminal = DrainedPty([sys.executable, APP, kind, str(workers), str(rate), str(seconds), out], COLS, ROWS)
        seen = watch(terminal, keys or Keys(), slow)
        figures: Figures = json.loads(Path(out).read_text())
    figures["painted"] = [(seen[text] - at) / NS for text, at in figures["marks"] if text in seen]
    return figures


def watch(terminal: DrainedPty, keys: Keys, slow: bool) -> dict[str, int]:
    """Drain to the end, at SLOW bytes a second if `slow`. Returns when each mark came."""
    seen: dict[str, int] = {}
    recent = b""
    while True:
        began = time.monotonic()
        try:
            data = os.read(terminal.master, 4096 if slow else 1 << 16)
        except OSError:
            break
        if slow:
            time.sleep(max(len(data) / SLOW - (time.monotonic() - began), 0))
        recent = (recent + data)[-KEEP:]
        now = time.monotonic_ns()
        for piece in recent.split(b"mark-")[1:]:
            seen.setdefault("mark-" + piece[:6].decode("ascii", "replace"), now)
        if keys.look(terminal, recent):
            recent = b""
    terminal.process.wait()
    os.close(terminal.master)
    return seen


def paint_time(argv: list[str], text: bytes) -> float:
    """Seconds from the start of the process until `text` is on the terminal."""
    terminal = DrainedPty([sys.executable, *argv], COLS, ROWS)
    began, data = time.monotonic(), b""
    while text not in data:
        data += os.read(terminal.master, 1 << 16)
    took = time.monotonic() - began
    terminal.process.kill()
    terminal.process.wait()
    os.close(terminal.master)
    return took


def first_paint(rounds: int = 15) -> None:
    """Ours and a bare app's, taking turns; the first round, which may have to compile modules, does not count."""
    both = []
    for _ in range(rounds + 1):
        bare = paint_time([BARE], b"bare app shown")
        both.append((paint_time([APP, "mptui", "4", "0", "60", os.devnull], b"lock on"), bare))
    own, bare = (statistics.median(times) for times in zip(*both[1:], strict=True))
    ratio = statistics.median(own / bare for own, bare in both[1:])
    print(f"first paint: {own:.2f} s, a bare Textual app's {bare:.2f} s: {ratio:.2f}", flush=True)


def percentile(times: list[float], share: float) -> str:
    """In ms."""
    if not times:
        return "none"
    return f"{sorted(times)[min(int(len(times) * share), len(times) - 1)] * 1000:.0f} ms"


def frames(seconds: float) -> None:
    """CPU of a frame."""
    cost = {}
    for workers in (10, 300):
        got = play("mptui", workers, 3000, seconds)
        cost[workers] = got["cpu"] / max(got["frames"], 1) * 1000
        print(f"{workers} panes: {cost[workers]:.1f} ms of CPU a frame, {got['frames'] / got['seconds']:.0f} frames/s")
    print(f"300 panes / 10 panes: {cost[300] / cost[10]:.2f}", flush=True)


def against_logs(seconds: float) -> None:
    """CPU of an event, and how soon it is on the terminal."""
    for workers in (10, 100):
        ours, theirs = (play(kind, workers, 10_000, seconds) for kind in ("mptui", "log"))
        one, other = (got["cpu"] / max(got["events"], 1) * 1e6 for got in (ours, theirs))
        print(
            f"10,000 events/s, {workers} panes: {one:.1f} µs of CPU an event, stock Logs {other:.1f}: {one / other:.2f}"
        )
        print(
            f"  event to terminal: p50 {percentile(ours['painted'], 0.5)}, p95 {percentile(ours['painted'], 0.95)}",
            flush=True,
        )


def flood(seconds: float) -> None:
    """100,000 events a second."""
    keys = Keys("l")
    got = play("mptui", 10, 100_000, seconds, keys)
    heard = [(at - when) / NS for when, at in zip(keys.pressed, got["keys"], strict=False)]
    rate, painted, busy = (got[name] / got["seconds"] for name in ("events", "frames", "cpu"))
    print(f"100,000 events/s: {rate:,.0f} taken, {painted:.1f} frames/s, {busy:.0%} of a core")
    print(
        f"  key to handler: p50 {percentile(heard, 0.5)}, p99 {percentile(heard, 0.99)} of {len(heard)} keys",
        flush=True,
    )


def memory() -> None:
    """Ten million fragments."""
    got = play("mptui", 10, 1_000_000_000, 30)
    grown = (got["memory"][1] - got["memory"][0]) / 1024
    print(
        f"{got['events']:,} fragments: memory grew from {got['memory'][0] / 1024:.0f} MB by {grown:.1f} MB", flush=True
    )


def main() -> None:
    """Print all figures."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    frames(seconds)
    against_logs(seconds)
    flood(2 * seconds)
    got = play("mptui", 10, 0, seconds)
    print(f"idle: {got['cpu'] / got['seconds'] * 100:.2f} % of a core", flush=True)
    first_paint()
    keys = Keys("?", (b"Moving about", b"lock on"))
    play("mptui", 10, 10_000, 2 * seconds, keys, slow=True)
    print(f"a terminal of 200 KB/s: a key is answered in p50 {percentile(keys.answered, 0.5)},", end=" ")
    print(f"at most {percentile(keys.answered, 1.0)} ({len(keys.answered)} keys)", flush=True)
    memory()


if __name__ == "__main__":
    main()
