"""Share of torn messages: on a bare pseudo-terminal with `python -u`, and as mptui sees it.

    python benchmarks/fidelity.py [ROUNDS [WORD]]

Both run `_fidelity_program.py` under fork, taking turns: {2, 5, 10, 32} workers x {1, 20, 200} prints x {1, 2, 5}
arguments, processes and threads; WORD limits that to the cells whose line begins with it, such as `threads` or
`processes-5`. Prints a line for each cell, with the bare terminal's own spread, and then how the ratios lie. It
asserts nothing but that both ways saw every message and that the two ways of counting agree.
"""

import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from _fidelity_program import LENGTH
from _pty import DrainedPty

PROGRAM = str(Path(__file__).with_name("_fidelity_program.py"))
FLAVORS, WORKERS, PRINTS, ARGUMENTS = ("processes", "threads"), (2, 5, 10, 32), (1, 20, 200), (1, 2, 5)
WORTH_COMPARING = 10.0
"""Least bare share, in percent, at which a ratio says something."""


def torn_messages(data: bytes) -> tuple[int, int]:
    """(torn, messages) of what the program wrote, in the order in which it arrived."""
    if len(data) % LENGTH:
        raise ValueError(f"{len(data)} bytes are not whole fragments")
    last: dict[bytes, int] = {}
    broken: set[bytes] = set()
    torn = messages = 0
    for place in range(0, len(data), LENGTH):
        worker, end = data[place : place + LENGTH - 1], data[place + LENGTH - 1 : place + LENGTH]
        if last.get(worker, place - LENGTH) != place - LENGTH:
            broken.add(worker)
        last[worker] = place
        if end == b"\n":
            messages += 1
            torn += worker in broken
            broken.discard(worker)
            del last[worker]
    return torn, messages


@dataclass
class Cell:
    """One kind of run, and the shares of torn messages that were seen, in percent."""

    flavor: str
    workers: int
    prints: int
    arguments: int
    bare: list[float] = field(default_factory=list)
    watched: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        """flavor-workers-prints-arguments."""
        return f"{self.flavor}-{self.workers}-{self.prints}-{self.arguments}"

    @property
    def ratio(self) -> float | None:
        """Mean share under mptui / mean share on the bare terminal; None if the latter is too small."""
        bare = statistics.mean(self.bare)
        return statistics.mean(self.watched) / bare if bare > WORTH_COMPARING else None

    def run(self, report: Path) -> None:
        """Both ways, once."""
        command = [PROGRAM, str(self.workers), str(self.prints), str(self.arguments), self.flavor]
        self.bare.append(self._share(*run_bare(command)))
        self.watched.append(self._share(*run_watched(command, report)))

    def _share(self, torn: int, messages: int) -> float:
        if messages != self.workers * self.prints:
            raise ValueError(f"{self.name}: {messages} messages arrived")
        return 100 * torn / messages

    def line(self) -> str:
        """The figures."""
        bare, watched = statistics.mean(self.bare), statistics.mean(self.watched)
        spread = f"{min(self.bare):.0f} to {max(self.bare):.0f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return f"{self.name:<20} {bare:5.1f} % ({spread:<9})  {watched:5.1f} %  {ratio}"


def run_bare(command: list[str]) -> tuple[int, int]:
    """(torn, messages) on a terminal that a tight loop drains."""
    terminal = DrainedPty([sys.executable, "-u", *command])
    parts: list[bytes] = []
    terminal.drain(parts)
    return torn_messages(b"".join(parts).replace(b"\r\n", b"\n"))


def run_watched(command: list[str], report: Path) -> tuple[int, int]:
    """(torn, messages) as mptui reports them; what it passes on must give the same."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[1] / "src"), environ.get("PYTHONPATH", "")])
    mptui = [sys.executable, "-m", "mptui", "run", "--headless", "--buffering", "unbuffered", "--start-method", "fork"]
    with tempfile.TemporaryFile() as passed_on:
        whole = [*mptui, "--report", str(report), *command]
        subprocess.run(whole, stdin=subprocess.DEVNULL, stdout=passed_on, env=environ, check=True)
        passed_on.seek(0)
        found = torn_messages(passed_on.read())
    output = json.loads(report.read_text())["output"]
    if found != (output["torn"], output["messages"]):
        raise ValueError(f"counted {found}, reported {output}")
    return found


def show(cells: list[Cell]) -> None:
    """Print how the ratios lie."""
    ratios = [cell.ratio for cell in cells if cell.ratio is not None]
    false = [cell.name for cell in cells if not any(cell.bare) and any(cell.watched)]
    print(f"torn under mptui where the bare terminal shows none: {', '.join(false) or 'nowhere'}")
    for flavor in FLAVORS:
        own = [cell.ratio for cell in cells if cell.ratio is not None and cell.flavor == flavor]
        if own:
            print(f"{flavor}: median ratio {statistics.median(own):.2f} ({min(own):.2f} to {max(own):.2f})")
    if ratios:
        inside = sum(0.5 <= ratio <= 1.5 for ratio in ratios)
        print(f"all: median ratio {statistics.median(ratios):.2f}, {inside} of {len(ratios)} cells within 0.5 to 1.5")


def main() -> None:
    """Run all cells in turn, ROUNDS times."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    cells = [Cell(*values) for values in itertools.product(FLAVORS, WORKERS, PRINTS, ARGUMENTS)]
    cells = [cell for cell in cells if cell.name.startswith(word)]
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for cell in cells:
                cell.run(Path(folder, "report.json"))
    print(f"{rounds} rounds, {os.cpu_count()} cores; torn bare (spread), torn under mptui, ratio of the means")
    for cell in cells:
        print(cell.line())
    show(cells)


if __name__ == "__main__":
    main()
