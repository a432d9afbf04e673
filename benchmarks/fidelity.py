"""Share of torn messages: on a bare pseudo-terminal with `python -u`, and as mptui sees it.

    python benchmarks/fidelity.py [ROUNDS [WORD]]

Both run `_fidelity_program.py` under fork, taking turns, the bare one twice a round: {2, 5, 10, 32} workers x {1, 20,
200} prints x {1, 2, 5} arguments, processes and threads; WORD limits that to the cells whose line begins with it, such
as `threads` or `processes-5`. Prints a line for each cell, with the bare terminal's own spread, and then how the ratios
lie: of mptui to the bare terminal, and of the bare terminal's second runs to its first, which is what chance alone
does. It asserts nothing but that both ways saw every message and that the two ways of counting agree.
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
    again: list[float] = field(default_factory=list)
    watched: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        """flavor-workers-prints-arguments."""
        return f"{self.flavor}-{self.workers}-{self.prints}-{self.arguments}"

    @property
    def ratio(self) -> float | None:
        """Mean share under mptui / mean share on the bare terminal; None if the latter is too small."""
        return _ratio(self.watched, [*self.bare, *self.again])

    @property
    def chance(self) -> float | None:
        """The same of the bare terminal's second runs / its first."""
        return _ratio(self.again, self.bare)

    def run(self, report: Path) -> None:
        """Both ways, once."""
        command = [PROGRAM, str(self.workers), str(self.prints), str(self.arguments), self.flavor]
        self.bare.append(self._share(*run_bare(command)))
        self.watched.append(self._share(*run_watched(command, report)))
        self.again.append(self._share(*run_bare(command)))

    def _share(self, torn: int, messages: int) -> float:
        if messages != self.workers * self.prints:
            raise ValueError(f"{self.name}: {messages} messages arrived")
        return 100 * torn / messages

    def line(self) -> str:
        """The figures."""
        both = [*self.bare, *self.again]
        spread = f"{min(both):.0f} to {max(both):.0f}"
        ratios = "".join("      " if ratio is None else f"  {ratio:.2f}" for ratio in (self.ratio, self.chance))
        bare, watched = statistics.mean(both), statistics.mean(self.watched)
        return f"{self.name:<20} {bare:5.1f} % ({spread:<9})  {watched:5.1f} %{ratios}"


def _ratio(over: list[float], under: list[float]) -> float | None:
    mean = statistics.mean(under)
    return statistics.mean(over) / mean if mean > WORTH_COMPARING else None


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
    false = [cell.name for cell in cells if not any(cell.bare + cell.again) and any(cell.watched)]
    print(f"torn under mptui where the bare terminal shows none: {', '.join(false) or 'nowhere'}")
    for flavor in FLAVORS:
        _show_ratios(flavor, [cell.ratio for cell in cells if cell.flavor == flavor])
    _show_ratios("all", [cell.ratio for cell in cells])
    _show_ratios("bare against itself", [cell.chance for cell in cells])


def _show_ratios(what: str, ratios: list[float | None]) -> None:
    known = sorted(ratio for ratio in ratios if ratio is not None)
    if known:
        inside = sum(0.5 <= ratio <= 1.5 for ratio in known)
        middle = f"median ratio {statistics.median(known):.2f} ({known[0]:.2f} to {known[-1]:.2f})"
        print(f"{what}: {middle}, {inside} of {len(known)} cells within 0.5 to 1.5")


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
    print(f"{rounds} rounds, {os.cpu_count()} cores; torn bare (spread), torn under mptui, ratio, the same by chance")
    for cell in cells:
        print(cell.line())
    show(cells)


if __name__ == "__main__":
    main()
