"""What a learner has done in the lab: a small JSON file in the user's data directory.

Nothing here ever fails the program: what cannot be read is put aside or left alone, what cannot be written is forgotten
at the end, and either is said in one line.
"""

import contextlib
import threading
from pathlib import Path
from typing import Annotated, Any

import msgspec

from mptui.files import OwnFile, own_folder, read_small

ENVIRONMENT = "MPTUI_DATA_DIR"
"""Names another directory than the platform's own."""
FILE = "progress.json"
LARGEST = 1_000_000
"""Bytes; a longer file is none of ours."""
VERSION = 1


class LessonProgress(msgspec.Struct, frozen=True):
    """What was done in one lesson.

    `seen`: it was opened; `predicted`: whether the last prediction came out right, None: none was made;
    `experiments`: the places of those that were done, the first is 0, in rising order.
    """

    seen: bool = False
    predicted: bool | None = None
    experiments: list[Annotated[int, msgspec.Meta(ge=0)]] = []


class _File(msgspec.Struct, frozen=True):
    lessons: dict[str, LessonProgress] = {}


NOTHING = LessonProgress()


class Progress:
    """What was done in each lesson, by its name, and the file in `folder`; without a folder nothing is kept.

    `problem` is the one line to say, empty when all is well. One thread changes it; any may save it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.problem = ""
        self._before: dict[str, LessonProgress] = {}
        self._mine: dict[str, LessonProgress] = {}
        self._others: dict[str, Any] = {}
        self._anew = False
        self._saving, self._changing = threading.Lock(), threading.Lock()

    def load(self) -> None:
        """Read the file. A broken one is put aside under another name; one that cannot be read is left alone."""
        self._before, self._mine, self._others, self.problem = {}, {}, {}, ""
        if self.folder is None:
            return
        found, problem, readable = _file(self.folder).read(_parsed)
        self._before, self._others = found or ({}, {})
        self.problem = problem if readable else f"progress not read, and not kept: {problem}"
        self.folder = self.folder if readable else None

    def lesson(self, name: str) -> LessonProgress:
        """What was done in the lesson `name`."""
        return _both(self._before.get(name, NOTHING), self._mine.get(name, NOTHING))

    def see(self, name: str) -> bool:
        """The lesson was opened. Returns whether that is new."""
        return self._keep(name, seen=True)

    def predict(self, name: str, right: bool) -> bool:
        """A prediction was made, and the run has shown whether it was right. Returns whether that changes anything."""
        return self._keep(name, predicted=right)

    def do(self, name: str, place: int) -> bool:
        """The experiment at `place`, the first is 0, was done. Returns whether that is new."""
        return self._keep(name, experiments=[*self.lesson(name).experiments, place])

    def reset(self) -> bool:
        """Forget all that was done. Returns whether there was anything. Call `save` to forget it for good."""
        known = any(done != NOTHING for done in (*self._before.values(), *self._mine.values()))
        self._before, self._mine, self._anew = {}, {}, True
        self._others = {name: value for name, value in self._others.items() if name != "lessons"}
        return known

    def save(self) -> str:
        """Write the file anew, as a whole or not at all. Returns what is to be said, or an empty text.

        What another window has written meanwhile is kept beside what was done here.
        """
        if self.folder is None:
            return ""
        with self._saving:
            before, others = self._written(self.folder / FILE)
            with self._changing:
                mine = self._mine.copy()
            lessons = {name: _both(before.get(name, NOTHING), mine.get(name, NOTHING)) for name in {*before, *mine}}
            problem = _file(self.folder).write(_text(lessons, others))
            if problem:
                return problem
            with self._changing:
                self._before, self._anew = lessons, False
                self._mine = {name: done for name, done in self._mine.items() if mine.get(name) is not done}
        return ""

    def _written(self, path: Path) -> tuple[dict[str, LessonProgress], dict[str, Any]]:
        """What the file has by now; if there is none or it makes no sense by now, what it had."""
        if not self._anew:
            with contextlib.suppress(OSError, ValueError, RecursionError):
                data = read_small(path, LARGEST)
                return (self._before, self._others) if data is None else _parsed(data)
        return self._before, self._others

    def _keep(self, name: str, **changes: Any) -> bool:
        with self._changing:
            before = self.lesson(name)
            self._mine[name] = _both(self._mine.get(name, NOTHING), LessonProgress(**changes))
            return self.lesson(name) != before


def _text(lessons: dict[str, LessonProgress], others: dict[str, Any]) -> bytes:
    """The file: all that was done, and what a later version wrote that this one does not know."""
    theirs = others.get("lessons", {})
    ours = {name: {**theirs.get(name, {}), **msgspec.structs.asdict(done)} for name, done in sorted(lessons.items())}
    return msgspec.json.format(msgspec.json.encode({"version": VERSION, **others, "lessons": ours}), indent=2) + b"\n"


def _both(before: LessonProgress, after: LessonProgress) -> LessonProgress:
    """What was done at either time; of two predictions the later one counts."""
    predicted = before.predicted if after.predicted is None else after.predicted
    return LessonProgress(before.seen or after.seen, predicted, sorted({*before.experiments, *after.experiments}))


def _file(folder: Path) -> OwnFile:
    return OwnFile("records of progress", folder / FILE, LARGEST)


def _parsed(data: bytes) -> tuple[dict[str, LessonProgress], dict[str, Any]]:
    """What the file says of each lesson, and all that it says. Raises ValueError or RecursionError if that is none."""
    values = msgspec.json.decode(data)
    return dict(msgspec.convert(values, _File).lessons), values


def open_progress() -> Progress:
    """The user's own progress, loaded."""
    progress = Progress(own_folder("data", ENVIRONMENT))
    progress.load()
    return progress
