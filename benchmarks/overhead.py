"""What being watched costs: the same operations bare and under `mptui run --headless`, taking turns.

    python benchmarks/overhead.py [ROUNDS [WORD]]

Both run on a pty that is drained by a tight loop. Prints the median time of an operation bare and watched, and the
ratio. WORD chooses the operations whose names contain it. It asserts nothing.
"""

import platform
import statistics
import sys
import tempfile
from pathlib import Path

from _overhead_program import OPERATIONS
from _pty import DrainedPty

PROGRAM = str(Path(__file__).with_name("_overhead_program.py"))


def measure(watched: bool, name: str) -> float:
    """Nanoseconds that one operation took."""
    with tempfile.NamedTemporaryFile("r") as file:
        mptui = ["-m", "mptui", "run", "--headless"] if watched else []
        DrainedPty([sys.executable, *mptui, PROGRAM, name, file.name]).drain()
        return float(file.read())


def main() -> None:
    """Measure in turns, and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    print(f"{platform.python_implementation()} {platform.python_version()}, median of {rounds} rounds, µs")
    print(f"{'':40} {'bare':>9} {'watched':>9} {'ratio':>7}   bare's range")
    for name in (name for name in OPERATIONS if word in name):
        bare, watched = [], []
        for _ in range(rounds):
            bare.append(measure(False, name) / 1000)
            watched.append(measure(True, name) / 1000)
        one, other = statistics.median(bare), statistics.median(watched)
        print(f"{name:40} {one:9.2f} {other:9.2f} {other / one:7.2f}   {min(bare):.2f} to {max(bare):.2f}", flush=True)


if __name__ == "__main__":
    main()
