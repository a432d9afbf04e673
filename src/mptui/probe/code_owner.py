"""Whose code a file holds: the probe's, a library's, or the program's own.

The standard library and whatever lies in a folder called site-packages or dist-packages is a library's, but for what is
claimed for the program; all else is the program's own.
"""

import os
from collections.abc import Iterable
from functools import lru_cache

_KEPT = 4096
"""File names whose owner is remembered."""

STDLIB = os.path.dirname(os.__file__) + os.sep
_STDLIB_TESTS = os.path.join(STDLIB, "test") + os.sep
PROBE = (lambda: None).__code__.co_filename.partition("code_owner.py")[0]
"""How the file names of our code begin; see the package's own documentation."""
PACKAGES = ("site-packages", "dist-packages")
"""What folders are called that installed packages lie in."""
_PACKAGES = tuple(f"{os.sep}{name}{os.sep}" for name in PACKAGES)

_claimed: tuple[str, ...] = ()


def claim(paths: Iterable[str]) -> None:
    """Take files, folders and archives for the program's own, wherever they lie, with what lies below them.

    Installed packages and the standard library somewhere below them stay libraries: a project may hold its environment.
    """
    global _claimed
    _claimed = tuple(dict.fromkeys((*_claimed, *paths)))
    is_own.cache_clear()
    is_library.cache_clear()


def claimed() -> tuple[str, ...]:
    """The paths that were claimed in this process, or in those that it comes from."""
    return _claimed


@lru_cache(_KEPT)
def is_probe(filename: str) -> bool:
    """Whether it is ours."""
    return filename.startswith(PROBE)


@lru_cache(_KEPT)
def is_own(filename: str) -> bool:
    """Whether it is the program's own."""
    return not is_library(filename) and (not _is_installed(filename) or _is_claimed(filename))


@lru_cache(_KEPT)
def is_library(filename: str) -> bool:
    """Whether it is the standard library's or ours. Python's own tests count as programs: they are run as such."""
    if filename.startswith((PROBE, "<frozen ")):
        return True
    if not filename.startswith(STDLIB) or filename.startswith(_STDLIB_TESTS) or _is_installed(filename):
        return False
    return not _is_claimed(filename)


def _is_installed(filename: str) -> bool:
    return any(part in filename for part in _PACKAGES)


def _is_claimed(filename: str) -> bool:
    return any(filename == path or _is_below(filename, path) for path in _claimed)


def _is_below(filename: str, folder: str) -> bool:
    folder = folder.rstrip(os.sep) + os.sep
    if not filename.startswith(folder) or _is_installed(filename[len(folder) - 1 :]):
        return False
    return folder == STDLIB or not (STDLIB.startswith(folder) and filename.startswith(STDLIB))
