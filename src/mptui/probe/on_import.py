"""Hook a module of the standard library when the program imports it, without importing it ourselves.

The finder of the folder that the module lies in gives its loader an `exec_module` of its own. Nothing is added to
sys.meta_path, sys.path_hooks or builtins, and a module of that name that the program brings along is left alone.
"""

import os
import sys
from importlib.machinery import PathFinder
from types import CodeType
from typing import Any, Callable

from .guard import failed

Hook = Callable[[Any], None]

_STDLIB = os.path.dirname(os.__file__)
_hooks: dict[str, list[Hook]] = {}
IMPORTING: set[CodeType] = set()
"""Our code that lies on the stack while the program imports."""


def when_imported(name: str, hook: Hook) -> None:
    """Call `hook(module)` at once if the module `name` is imported, and each time that it is executed from now on.

    The program sees the module hooked from the first moment. A hook that fails switches the probe off.
    """
    if name not in _hooks:
        _hooks[name] = []
        parent = name.rpartition(".")[0]
        if parent:
            when_imported(parent, lambda package: _watch(package.__path__[0]))
        else:
            _watch(_STDLIB)
    _hooks[name].append(hook)
    if name in sys.modules:
        put_hook_in_place(hook, sys.modules[name])


def put_hook_in_place(hook: Hook, module: Any) -> None:
    """Call a hook; one that fails switches the probe off."""
    try:
        hook(module)
    except Exception as error:
        failed(error)


def _watch(folder: str) -> None:
    finder: Any = PathFinder._path_importer_cache(folder)  # type: ignore[attr-defined]
    if finder is None or "find_spec" in vars(finder):
        return
    stock = finder.find_spec

    def find_spec(fullname: str, target: Any = None) -> Any:
        spec = stock(fullname, target)
        if fullname in _hooks and spec is not None and hasattr(spec.loader, "exec_module"):
            _hook_execution(spec.loader, fullname)
        return spec

    IMPORTING.add(find_spec.__code__)
    finder.find_spec = find_spec


def _hook_execution(loader: Any, name: str) -> None:
    """The loader is this one import's own."""

    def exec_module(module: Any) -> None:
        vars(loader).pop("exec_module", None)
        loader.exec_module(module)
        for hook in tuple(_hooks[name]):  # a hook that adds another has it called at once
            put_hook_in_place(hook, module)

    IMPORTING.add(exec_module.__code__)
    loader.exec_module = exec_module
