"""Small files of the user's own: written whole or not at all, and put aside when they are broken."""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

Parsed = TypeVar("Parsed")


MOST_FILES = 1000
"""Files of one program in one folder."""


def new_paths(folder: Path, program: str, suffix: str) -> Iterator[Path]:
    """Paths of files that mptui writes of a program for the user, in the order in which to try them."""
    name = re.sub(r"[^\w.-]+", "-", program).strip("-.") or "program"
    return (folder / f"mptui-{name}-{number}{suffix}" for number in range(1, MOST_FILES))


def own_folder(kind: Literal["config", "data"], environment: str) -> Path:
    """The user's directory of that kind, as the platform has it, or the one that the variable `environment` names."""
    named = os.environ.get(environment)
    if named:
        return Path(named)
    import platformdirs

    find = platformdirs.user_config_path if kind == "config" else platformdirs.user_data_path
    return find("mptui", appauthor=False)


def read_small(path: Path, largest: int) -> bytes | None:
    """The first `largest` bytes of a file; None where there is none. Raises OSError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(largest)
    except FileNotFoundError:
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Write beside `path` and rename: whoever reads it finds the old file or the new one. Makes its folder.

    Raises OSError if it cannot be written; the old file is as it was then, and nothing lies beside it.
    """
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


class OwnFile(msgspec.Struct, frozen=True):
    """One of the user's files: `what` is kept there ("settings", in the plural), at `path`; `largest` bytes at most.

    Nothing here fails the program: what is wrong comes back as one line to say, and is empty when all is well.
    """

    what: str
    path: Path
    largest: int

    def read(self, parse: Callable[[bytes], Parsed]) -> tuple[Parsed | None, str, bool]:
        """What `parse` makes of the file, what is to be said, and whether the file may be written again.

        None if there is no file. One that `parse` raises ValueError or RecursionError for is put aside under another
        name; one that cannot be read is left alone.
        """
        try:
            data = read_small(self.path, self.largest)
            return (None if data is None else parse(data)), "", True
        except OSError as error:
            return None, f"{self.path}: {error.strerror or error}", False
        except (ValueError, RecursionError) as error:
            return None, self._put_aside(error), True

    def write(self, data: bytes) -> str:
        """Write the file as a whole or not at all."""
        try:
            write_whole(self.path, data)
        except OSError as error:
            return f"{self.what} not kept: {self.path.parent}: {error.strerror or error}"
        return ""

    def _put_aside(self, error: Exception) -> str:
        """Rename the file, which is broken as `error` says; one that cannot be renamed stays."""
        aside = self.path.with_suffix(f".broken{self.path.suffix}")
        why = " ".join(str(error).split())[:60]
        try:
            self.path.replace(aside)
        except OSError:
            return f"{self.what} are broken ({why}): remove {self.path}"
        return f"{self.what} were broken ({why}): kept as {aside}, starting anew"
