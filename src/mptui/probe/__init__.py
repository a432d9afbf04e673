"""The part of mptui that runs inside the watched program.

It imports the standard library and itself alone, runs on Python 3.9 and up, and is loaded by file location under
the name `_mptui_probe`, so that nothing of mptui needs to be installed beside the watched program.

There its code bears file names such as `<mptui emitter.py>`: whatever measures files (coverage, trace, a profiler)
passes over names of that form, as over code made by exec.
"""

import sys
from typing import Any

_PACKAGES_OF_HOOKS = ("locks", "managers", "pipes", "pools", "queues", "shared", "workers")


def _name_code() -> None:
    """Give this package's code, and that of all its modules as they are loaded, file names that are no files'."""
    from _imp import _fix_co_filename  # type: ignore[attr-defined]
    from importlib.machinery import FileFinder, SourceFileLoader

    folder = __path__[0]

    def named(path: str) -> str:
        return f"<mptui {path[len(folder) + 1 :]}>"

    class Loader(SourceFileLoader):
        """Also renames code that comes from a cache, which is shared with mptui itself."""

        def get_code(self, fullname: str) -> Any:
            code = super().get_code(fullname)
            _fix_co_filename(code, named(self.path))
            return code

    _fix_co_filename(sys._getframe(1).f_code, named(__file__))
    for place in ("", "/hooks", *(f"/hooks/{package}" for package in _PACKAGES_OF_HOOKS)):
        sys.path_importer_cache[folder + place] = FileFinder(folder + place, (Loader, [".py"]))


if __name__ == "_mptui_probe":
    _name_code()
