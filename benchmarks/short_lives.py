"""What mptui holds of a program whose locks, threads or processes live shortly, and how soon it answers keys then.

    python benchmarks/short_lives.py [COUNTS…]

Each of KINDS on the live screen, with few and with many (COUNTS, by default 100 and 100,000 locks and so on): the peak
memory of mptui's process, and the time until a key that only the screen answers (`z`, zoom) is answered, once all have
come and gone; and the peak headless. Nothing is asserted.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from _pty import KEEP, DrainedPty

PROGRAM = str(Path(__file__).with_name("_short_lives_program.py"))
KINDS = {"locks": (100, 100_000, 1_000_000), "threads": (100, 100_000), "processes": (100, 10_000)}
PRESSES = 40
PAUSE = 0.3
ZOOMED = b" m MainProcess "


def mptui(kind: str, count: int, report: Path, *options: str) -> DrainedPty:
    """Mptui on a terminal of its own."""
    command = [sys.executable, "-m", "mptui", "run", *options, "--report", str(report), PROGRAM, kind, str(count)]
    return DrainedPty([*command, "60"] if not options else command)


def read_until(terminal: DrainedPty, text: bytes, longest: float = 1800) -> float:
    """Seconds until `text` is on the terminal; raises TimeoutError."""
    began, written = time.monotonic(), b""
    while text not in written:
        if time.monotonic() > began + longest:
            raise TimeoutError(f"{text!r} was never written")
        written = (written + terminal.read(0.05))[-KEEP:]
    return time.monotonic() - began


def settle(terminal: DrainedPty, seconds: float) -> None:
    """Drain for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.02)


def answer_times(terminal: DrainedPty) -> list[float]:
    """Milliseconds until `z` is answered, every other press: it zooms in and out again."""
    times = []
    for _ in range(PRESSES):
        terminal.press("z")
        times.append(read_until(terminal, ZOOMED) * 1000)
        settle(terminal, PAUSE)
        terminal.press("z")
        settle(terminal, PAUSE)
    return times


def on_screen(kind: str, count: int, report: Path) -> str:
    """On the live screen."""
    terminal = mptui(kind, count, report)
    took = read_until(terminal, b"all made")
    settle(terminal, 1)
    times = answer_times(terminal)
    peak = terminal.memory("VmHWM")
    terminal.press("q")
    terminal.drain()
    size = report.stat().st_size / 1e6
    return (
        f"{took:.0f} s, {peak:.0f} MB, a key p50 {statistics.median(times):.0f} ms, at most {max(times):.0f} ms, "
        f"report {size:.2f} MB"
    )


def headless(kind: str, count: int, report: Path) -> str:
    """Without a screen."""
    terminal, peak = mptui(kind, count, report, "--headless"), 0.0
    while terminal.process.poll() is None:
        terminal.read(0.05)
        peak = max(peak, terminal.memory("VmHWM"))
    return f"headless {peak:.0f} MB"


def main() -> None:
    """Print a line for each kind and count."""
    chosen = [int(argument) for argument in sys.argv[1:]]
    for kind, counts in KINDS.items():
        for count in chosen or counts:
            with tempfile.TemporaryDirectory() as folder:
                report = Path(folder, "report.json")
                print(
                    f"{count:,} {kind}: {on_screen(kind, count, report)}; {headless(kind, count, report)}", flush=True
                )


if __name__ == "__main__":
    main()
