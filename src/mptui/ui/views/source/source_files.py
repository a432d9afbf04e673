"""Source files, read and highlighted once, the big ones in a thread; what cannot be read says why."""

import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
from textual.content import Content

from mptui.ui.paint.text import expand, visible

LARGEST = 1_000_000
"""Bytes of a source file that are shown."""
AT_ONCE = 16_000
"""Bytes up to which reading and highlighting take less than a frame."""
PLAIN_FROM = 300_000
"""Bytes from which a file is shown without colours: they would take seconds."""
KEPT = 8
"""Files that are kept."""


class SourceFile(msgspec.Struct, frozen=True):
    """Lines to show, or the problem that keeps them from being shown."""

    path: str
    lines: tuple[Content, ...] = ()
    problem: str = ""


def read_source(path: str) -> SourceFile:
    """The file's lines, highlighted. May take a second: not for the screen's own thread unless the file is small."""
    try:
        with Path(path).open("rb") as file:
            code = file.read(LARGEST).decode("utf-8", "backslashreplace")
    except OSError as error:
        return SourceFile(path, problem=error.strerror or str(error))
    lines = [expand(visible(line)) for line in code.splitlines()]
    if len(code) >= PLAIN_FROM:
        return SourceFile(path, tuple(Content(line) for line in lines))
    from textual.highlight import highlight  # a hundred modules of pygments, for the first source only

    found = highlight("\n".join(lines), language="python").split("\n", allow_blank=True)
    return SourceFile(path, tuple(found[: len(lines)]))


class SourceCache:
    """The files read last. `fetch` has a path read in a thread; what it found is to be given to `put`."""

    def __init__(self, fetch: Callable[[str], object]) -> None:
        self._fetch = fetch
        self._files: dict[str, SourceFile | None] = {}

    def forget(self) -> None:
        """Another run: the files may have been edited meanwhile."""
        self._files.clear()

    def put(self, file: SourceFile) -> None:
        """A file that was fetched has been read."""
        self._files[file.path] = file

    def get(self, path: str) -> SourceFile | None:
        """The file, or None while it is being read. Never waits for more than a small file."""
        if path not in self._files:
            while len(self._files) >= KEPT:
                del self._files[next(iter(self._files))]
            self._files[path] = self._first_look(path)
        return self._files[path]

    def _first_look(self, path: str) -> SourceFile | None:
        try:
            about = Path(path).stat()
        except (OSError, ValueError) as error:
            return SourceFile(path, problem=getattr(error, "strerror", None) or str(error))
        if not stat.S_ISREG(about.st_mode):  # reading a pipe or a terminal might never end
            return SourceFile(path, problem="it is not a file")
        if about.st_size <= AT_ONCE:
            return read_source(path)
        self._fetch(path)
        return None
