"""Whose code a file holds: the probe's, a library's, or the program's own."""

import os
from functools import lru_cache

_KEPT = 4096
"""File names whose owner is remembered."""

_STDLIB = os.path.dirname(os.__file__) + os.sep
_STDLIB_TESTS = os.path.join(_STDLIB, "test") + os.sep
PROBE = os.path.dirname(os.path.abspath(__file__)) + os.sep
_PACKAGES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


@lru_cache(_KEPT)
def is_probe(filename: str) -> bool:
    """Whether it is ours."""
    return filename.startswith(PROBE)


@lru_cache(_KEPT)
def is_installed(filename: str) -> bool:
    """Whether it is a package that was installed."""
    return any(part in filename for part in _PACKAGES)


@lru_cache(_KEPT)
def is_library(filename: str) -> bool:
    """Whether it is the standard library's or ours. Python's own tests count as programs: they are run as such."""
    if filename.startswith((PROBE, "<frozen ")):
        return True
    return filename.startswith(_STDLIB) and not filename.startswith(_STDLIB_TESTS) and not is_installed(filename)
