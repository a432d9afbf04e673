"""Small files of the user's own: written whole or not at all, and put aside when they are broken."""

import contextlib
import os
from pathlib import Path
from typing import Literal


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


def put_aside(what: str, path: Path, aside: Path, error: Exception) -> str:
    """Rename `path`, which is broken as `error` says, to `aside`. Returns one line that says so.

    `what` is in it, in the plural: "settings". A file that cannot be renamed stays, and the line says to remove it.
    """
    why = " ".join(str(error).split())[:60]
    try:
        path.replace(aside)
    except OSError:
        return f"{what} are broken ({why}): remove {path}"
    return f"{what} were broken ({why}): kept as {aside}, starting anew"
