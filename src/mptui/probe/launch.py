"""What happens in the program's main process before the interpreter turns to the program itself.

A program that cannot even begin (no such module, source that is no Python) is refused here, in one line.
"""

import atexit
import os
import sys
from collections.abc import Iterator
from typing import Any

from . import install, wire
from .emitter import emitter
from .hooks import streams


class CannotLaunchError(Exception):
    """The program could not even begin."""


def begin(instructions: Any) -> None:
    """Install the probe and say that the program begins; does not return if it cannot.

    `instructions`: event, board, journal (descriptors), buffering, target, and start_method and as_module if given.
    """
    atexit.register(streams.settle)  # before multiprocessing registers its own, so that it runs after
    descriptors = [int(instructions[name]) for name in ("event", "board", "journal")]
    install.install_in_main(instructions["buffering"], *descriptors)
    try:
        (_check_module if "as_module" in instructions else _check_script)(instructions["target"])
        if "start_method" in instructions:
            _set_start_method(instructions["start_method"])
    except CannotLaunchError as error:
        emitter.emit(wire.LAUNCH_FAILED, str(error).encode("utf-8", "backslashreplace"))
        os._exit(2)
    from multiprocessing import context

    method = context._default_context._default_context.get_start_method()  # type: ignore[attr-defined]
    emitter.emit(wire.LAUNCHED, f"{sys.version.split()[0]}\0{method}".encode())


def _set_start_method(method: Any) -> None:
    """Change the default only, so that the program's own set_start_method still works."""
    from multiprocessing import context

    if method not in context._concrete_contexts:  # type: ignore[attr-defined]
        raise CannotLaunchError(f"this platform has no start method {method!r}")
    context._default_context._default_context = context._concrete_contexts[method]  # type: ignore[attr-defined]


def _check_script(path: str) -> None:
    importer = _importer(path)
    if importer is not None:
        if hasattr(importer, "find_spec") and importer.find_spec("__main__") is None:
            raise CannotLaunchError(f"{path}: has no __main__.py: not a Python program")
        return
    try:
        with open(path, "rb") as file:
            source = file.read()
        _check_source(source, path)
    except (OSError, ValueError) as error:
        raise CannotLaunchError(f"{path}: {error}: not a Python program") from error


def _importer(path: str) -> Any:
    """What imports from a folder or an archive, in which python would look for a __main__; None for a plain file."""
    for hook in sys.path_hooks:
        try:
            return hook(path)
        except ImportError:
            continue
    return None


def _check_source(source: bytes, path: str) -> None:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CannotLaunchError(f"{path}:{error.lineno or 1}: {error.msg}: not a Python program") from error
    except (RecursionError, MemoryError) as error:
        raise CannotLaunchError(f"{path}: {error or 'too deep'}: not a Python program") from error


def _check_module(name: str) -> None:
    """Find the module as `python -m` will, but without running the packages that it is in."""
    found, path = None, None
    for end in _ends_of_parts(name):
        found = _find(name[:end], path)
        path = getattr(found, "submodule_search_locations", None)
        if found is None or (path is None and end < len(name)):
            raise CannotLaunchError(f"-m {name}: No module named {name!r}")
    if path is not None:
        found = _find(f"{name}.__main__", path)
        if found is None:
            raise CannotLaunchError(f"-m {name}: {name!r} is a package and cannot be directly executed")
    origin = getattr(found, "origin", None)
    if origin and origin.endswith(".py") and os.path.exists(origin):
        _check_script(origin)


def _ends_of_parts(name: str) -> Iterator[int]:
    return (end for end in range(len(name) + 1) if end == len(name) or name[end] == ".")


def _find(name: str, path: Any) -> Any:
    """The module's spec; `path` is that of its package, None for a module of the top level."""
    if not name.rpartition(".")[2]:
        return None
    beside = [] if getattr(sys.flags, "safe_path", False) else [os.getcwd()]
    sys.path[:0] = beside
    try:
        found = (finder.find_spec(name, path) for finder in sys.meta_path)
        return next((spec for spec in found if spec is not None), None)
    finally:
        del sys.path[: len(beside)]
