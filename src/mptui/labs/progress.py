"""What a learner has done in the lab: a small JSON file in the user's data directory.

Nothing here ever fails the program: what cannot be read is put aside or left alone, what cannot be written is forgotten
at the end, and either is said in one line.
"""

import contextlib
import threading
from pathlib import Path
from typing import Annotated, Any

import msgspec

from mptui.files import own_folder, put_aside, read_small, write_whole

ENVIRONMENT = "MPTUI_DATA_DIR"
"""Names another directory than the platform's own."""
FILE = "progress.json"
BROKEN = "progress.broken.json"
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
        self._lessons: dict[str, LessonProgress] = {}
        self._others: dict[str, Any] = {}
        self._anew = False
        self._saving = threading.Lock()

    def load(self) -> None:
        """Read the file. A broken one is put aside under another name; one that cannot be read is left alone."""
        self._lessons, self._others, self.problem = {}, {}, ""
        if self.folder is None:
            return
        path = self.folder / FILE
        try:
            self._lessons, self._others = _read(path)
        except OSError as error:
            self.folder = None
            self.problem = f"progress not read, and not kept: {path}: {error.strerror or error}"
        except (ValueError, RecursionError) as error:
            self.problem = put_aside("records of progress", path, path.with_name(BROKEN), error)

    def lesson(self, name: str) -> LessonProgress:
        """What was done in the lesson `name`."""
        return self._lessons.get(name, NOTHING)

    def see(self, name: str) -> bool:
        """The lesson was opened. Returns whether that is new."""
        return self._keep(name, seen=True)

    def predict(self, name: str, right: bool) -> bool:
        """A prediction was made, and the run has shown whether it was right. Returns whether that changes anything."""
        return self._keep(name, predicted=right)

    def do(self, name: str, place: int) -> bool:
        """The experiment at `place`, the first is 0, was done. Returns whether that is new."""
        return self._keep(name, experiments=sorted({*self.lesson(name).experiments, place}))

    def reset(self) -> bool:
        """Forget all that was done. Returns whether there was anything. Call `save` to forget it for good."""
        known = any(done != NOTHING for done in self._lessons.values())
        self._lessons, self._others = {}, {name: value for name, value in self._others.items() if name != "lessons"}
        self._anew = True
        return known

    def save(self) -> str:
        """Write the file anew, as a whole or not at all. Returns what is to be said, or an empty text.

        What another window has written meanwhile is kept beside what was done here.
        """
        if self.folder is None:
            return ""
        with self._saving:
            if not self._anew:
                self._merge(self.folder / FILE)
            self._anew = False
            text = msgspec.json.format(msgspec.json.encode(self._lines()), indent=2) + b"\n"
            try:
                write_whole(self.folder / FILE, text)
            except OSError as error:
                return f"progress not kept: {self.folder}: {error.strerror or error}"
        return ""

    def _keep(self, name: str, **changes: Any) -> bool:
        before = self.lesson(name)
        self._lessons[name] = msgspec.structs.replace(before, **changes)
        return self._lessons[name] != before

    def _merge(self, path: Path) -> None:
        """Take in what the file has by now; one that is broken by now is about to be written anew."""
        with contextlib.suppress(OSError, ValueError, RecursionError):
            theirs, self._others = _read(path)
            for name, done in theirs.items():
                ours = self.lesson(name)
                self._lessons[name] = LessonProgress(
                    ours.seen or done.seen,
                    done.predicted if ours.predicted is None else ours.predicted,
                    sorted({*ours.experiments, *done.experiments}),
                )

    def _lines(self) -> dict[str, Any]:
        """All that was done, and what a later version wrote that this one does not know."""
        theirs = self._others.get("lessons", {})
        ours = {
            name: {**theirs.get(name, {}), **msgspec.structs.asdict(done)}
            for name, done in sorted(self._lessons.copy().items())
        }
        return {"version": VERSION, **self._others, "lessons": ours}


def _read(path: Path) -> tuple[dict[str, LessonProgress], dict[str, Any]]:
    """What the file at `path` says of each lesson, and all that it says; nothing where there is none.

    Raises OSError where it cannot be read, ValueError or RecursionError where it makes no sense.
    """
    data = read_small(path, LARGEST)
    if data is None:
        return {}, {}
    values = msgspec.json.decode(data)
    return dict(msgspec.convert(values, _File).lessons), values


def open_progress() -> Progress:
    """The user's own progress, loaded."""
    progress = Progress(own_folder("data", ENVIRONMENT))
    progress.load()
    return progress
