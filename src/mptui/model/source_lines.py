"""Where in the source the workers are: by file and line, kept true by looking only at the workers that changed."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath

from mptui.model.state import Worker

SourceLine = tuple[str, int]
"""A file and a line in it, from 1."""
NOWHERE: SourceLine = ("", 0)


@lru_cache(maxsize=4096)
def line_of(where: str) -> SourceLine:
    """The place that `file:line` names; NOWHERE if it names none."""
    file, _, line = where.rpartition(":")
    return (file, int(line)) if file and line.isascii() and line.isdigit() else NOWHERE


def worker_line(worker: Worker) -> SourceLine:
    """Where the worker waits, else where it was last seen; NOWHERE when it has ended or has not been seen yet."""
    if not worker.state.alive:
        return NOWHERE
    return line_of(worker.wait.where if worker.wait is not None and worker.wait.where else worker.where)


@lru_cache(maxsize=1024)
def same_file(one: str, other: str) -> bool:
    """Whether two paths name one file as far as their text tells: a relative one is the end of the other."""
    if one == other:
        return True
    shorter, longer = sorted((PurePath(one), PurePath(other)), key=lambda path: len(path.parts))
    if shorter.is_absolute() or not shorter.parts:
        return False
    return longer.parts[-len(shorter.parts) :] == shorter.parts


class WorkersByLine:
    """Who is where. `update` costs a comparison a worker; `at` costs nothing for the lines that nobody looks at."""

    def __init__(self) -> None:
        self._seen: dict[int, Worker] = {}
        self._at: dict[SourceLine, set[int]] = {}

    def update(self, workers: Mapping[int, Worker]) -> None:
        """Take in what has changed since the last call."""
        if len(self._seen) > len(workers):  # another run
            self._seen.clear()
            self._at.clear()
        for number, worker in workers.items():
            before = self._seen.get(number)
            if before is worker:
                continue
            self._seen[number] = worker
            old, new = worker_line(before) if before is not None else NOWHERE, worker_line(worker)
            if old == new:
                continue
            if old != NOWHERE:
                self._leave(old, number)
            if new != NOWHERE:
                self._at.setdefault(new, set()).add(number)

    def _leave(self, place: SourceLine, number: int) -> None:
        here = self._at[place]
        here.discard(number)
        if not here:
            del self._at[place]

    def files_like(self, path: str) -> list[str]:
        """The names under which the workers that are in the file `path` say that they are."""
        return sorted({file for file, _ in self._at if same_file(file, path)})

    def at(self, files: list[str], line: int) -> list[int]:
        """The ids of the workers at a line of these files, in order of appearance."""
        found = [number for file in files for number in self._at.get((file, line), ())]
        found.sort()
        return found
