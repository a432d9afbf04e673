"""What happens in the program's main process before the interpreter turns to the program itself.

A program that cannot even begin (no such module, source that is no Python) is refused here, in one line.
"""

import atexit
import os
import sys
from typing import Any

from . import code_owner, install, own_paths, wire
from .emitter import emitter
from .guard import guarded
from .hooks import streams
from .hooks.workers import processes


class CannotLaunchError(Exception):
    """The program could not even begin."""


def begin(instructions: Any) -> None:
    """Install the probe and say that the program begins; does not return if it cannot.

    `instructions`: event, board, journal (descriptors), channels, buffering, target, and start_method, as_module
    and own (a name or path a line) if given.
    """
    atexit.register(_end)  # before multiprocessing registers its own, so that it runs after
    ends = [int(instructions[name]) for name in ("event", "board", "journal")]
    install.install_in_main(ends, _settings(instructions), instructions["channels"])
    try:
        code_owner.claim(_own_code(instructions))
        if "start_method" in instructions:
            _set_start_method(instructions["start_method"])
    except CannotLaunchError as error:
        emitter.emit(wire.LAUNCH_FAILED, str(error).encode("utf-8", "backslashreplace"))
        os._exit(2)
    from multiprocessing import context

    method = context._default_context._default_context.get_start_method()  # type: ignore[attr-defined]
    emitter.emit(wire.LAUNCHED, f"{sys.version.split()[0]}\0{method}".encode())


def _end() -> None:
    guarded(processes.tell_at_end, None)
    streams.settle()


def _settings(instructions: Any) -> dict[str, str]:
    return {name: instructions[name] for name in ("buffering", "start_method") if name in instructions}


def join(instructions: Any) -> None:
    """Install the probe in a Python that a program which is watched has started; without mptui it is left alone.

    `instructions`: worker, starter, channels, buffering, and anew, ended, own and start_method if given.
    """
    settings = _settings(instructions)
    code_owner.claim(filter(None, instructions.get("own", "").split("\n")))
    atexit.register(_end)
    try:
        install.install_in_started(
            int(instructions["worker"]),
            int(instructions["starter"]),
            "anew" in instructions,
            map(int, instructions.get("ended", "").split()),
            settings,
            instructions["channels"],
        )
        if "start_method" in settings:
            _set_start_method(settings["start_method"])
    except (OSError, CannotLaunchError):
        return  # mptui's process is out of reach, or the method is unknown to this interpreter


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


def _check_module(name: str) -> list[Any]:
    """Find the module as `python -m` will; returns the specs of its packages, its own, and what runs as __main__."""
    specs = own_paths.find(name, own_paths.folder_of_imports(name, as_module=True))
    if not specs:
        raise CannotLaunchError(f"-m {name}: No module named {name!r}")
    main = own_paths.find_main(specs)
    if main is None:
        raise CannotLaunchError(f"-m {name}: {name!r} is a package and cannot be directly executed")
    if main.origin and main.origin.endswith(".py") and os.path.exists(main.origin):
        _check_script(main.origin)
    return [*specs, main]


def _own_code(instructions: Any) -> list[str]:
    """The paths of the program's own code: what is started, and what the user says besides."""
    target, as_module = instructions["target"], "as_module" in instructions
    if as_module:
        paths = own_paths.paths_of_module(_check_module(target))
    else:
        _check_script(target)
        paths = own_paths.paths_of_script(target)
    for name in filter(None, instructions.get("own", "").split("\n")):
        found = own_paths.paths_of_name(name, target, as_module)
        if not found:
            raise CannotLaunchError(f"--own {name}: no such file or folder, and no module of Python source")
        paths += found
    return paths
