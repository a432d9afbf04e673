"""What is the program's own code, by what was started: paths for code_owner.claim."""

import os
import sys
from collections.abc import Iterator
from typing import Any

from .code_owner import PACKAGES, STDLIB


def paths_of_script(path: str) -> list[str]:
    """A script and the folder that it lies in, or a folder or archive that is run; also where links lead to."""
    found = []
    for spelled in dict.fromkeys((os.path.abspath(path), os.path.realpath(path))):
        main = os.path.join(spelled, "__main__.py") if os.path.isdir(spelled) else spelled
        folder = spelled if os.path.isdir(spelled) else os.path.dirname(spelled)
        found.append(main)
        if not _holds_libraries(os.path.realpath(folder)):
            found.append(folder)
    return found


def _holds_libraries(folder: str) -> bool:
    """Whether it is one of the interpreter's, in which everybody's packages lie side by side."""
    return os.path.basename(folder) in PACKAGES or folder + os.sep in (STDLIB, os.path.realpath(STDLIB) + os.sep)


def paths_of_module(specs: list[Any]) -> list[str]:
    """What `-m` runs: the folder of its package of the top level, or the module alone if it is in no package.

    `specs`: those of the packages from the top level down, and last that of what runs as __main__.
    """
    main = specs[-1].origin if specs and specs[-1].has_location else None
    if main is None:
        return []
    folders = specs[0].submodule_search_locations
    if folders is None:
        return _spellings(main)
    # a package without __init__.py may lie in several folders, and the others may be somebody else's
    own = [spelled for folder in folders if main.startswith(folder + os.sep) for spelled in _spellings(folder)]
    return own or _spellings(main)


def paths_of_name(name: str, target: str, as_module: bool) -> list[str]:
    """What a name stands for: a path, if there is a separator in it, else a module or package that can be imported.

    Empty if there is nothing of that name. `target`: what is started, beside which python looks first.
    """
    if os.sep in name:
        return _spellings(os.path.abspath(name)) if os.path.exists(name) else []
    specs = find(name, folder_of_imports(target, as_module))
    if not specs and os.path.exists(name):
        return _spellings(os.path.abspath(name))
    spec = specs[-1] if specs else None
    if spec is not None and spec.submodule_search_locations is not None:
        return [spelled for folder in spec.submodule_search_locations for spelled in _spellings(folder)]
    return _spellings(spec.origin) if spec is not None and spec.has_location else []


def _spellings(path: str) -> list[str]:
    """A path, what it is without links, and what it is called by way of each folder that python imports from."""
    real = os.path.realpath(path)
    found = [path, real]
    for folder in sys.path:
        beyond = os.path.realpath(folder) + os.sep
        if real.startswith(beyond):
            found.append(os.path.join(os.path.abspath(folder), real[len(beyond) :]))
    return list(dict.fromkeys(found))


def folder_of_imports(target: str, as_module: bool) -> list[str]:
    """The folder that python will put first on its path, or none; it is not there yet when the probe is loaded."""
    if getattr(sys.flags, "safe_path", False):
        return []
    if as_module:
        return [os.getcwd()]
    return [target if os.path.isdir(target) else os.path.dirname(os.path.realpath(target))]


def find(name: str, beside: list[str]) -> list[Any]:
    """The specs of a module's packages from the top level down, and its own; empty if it cannot be found.

    Without running the packages that it is in. `beside`: folders to look into first.
    """
    specs, path = [], None
    for end in _ends_of_parts(name):
        found = _find_part(name[:end], path, beside)
        path = getattr(found, "submodule_search_locations", None)
        if found is None or (path is None and end < len(name)):
            return []
        specs.append(found)
    return specs


def find_main(specs: list[Any]) -> Any:
    """The spec of what runs as __main__: that of the module, or of the __main__ in a package; None if it has none."""
    path = specs[-1].submodule_search_locations
    return specs[-1] if path is None else _find_part(f"{specs[-1].name}.__main__", path, [])


def _ends_of_parts(name: str) -> Iterator[int]:
    return (end for end in range(len(name) + 1) if end == len(name) or name[end] == ".")


def _find_part(name: str, path: Any, beside: list[str]) -> Any:
    """The module's spec; `path` is that of its package, None for a module of the top level."""
    if not name.rpartition(".")[2]:
        return None
    sys.path[:0] = beside
    try:
        found = (finder.find_spec(name, path) for finder in sys.meta_path)
        return next((spec for spec in found if spec is not None), None)
    finally:
        del sys.path[: len(beside)]
