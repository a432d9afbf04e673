"""Start the watched program in this process, as `python SCRIPT` or `python -m MODULE` would.

Run by the manager as a script: launch.py JSON, where JSON holds event, board, journal (descriptors), buffering,
start_method (or null), target, args and as_module.
"""

import atexit
import builtins
import importlib.util
import json
import os
import sys
import types
from importlib.machinery import SourceFileLoader
from typing import Any

_PACKAGE = "_mptui_probe"
_HERE = os.path.dirname(os.path.abspath(__file__))


class CannotLaunchError(ImportError):
    """The program could not even begin."""


def _load_probe() -> None:
    """Load the package that this file belongs to, by its location."""
    init = os.path.join(_HERE, "__init__.py")
    spec = importlib.util.spec_from_file_location(_PACKAGE, init, submodule_search_locations=[_HERE])
    assert spec is not None
    assert spec.loader is not None
    sys.modules[_PACKAGE] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


def _set_start_method(method: Any) -> None:
    """Change the default only, so that the program's own set_start_method still works."""
    from multiprocessing import context

    if method not in context._concrete_contexts:  # type: ignore[attr-defined]
        raise CannotLaunchError(f"this platform has no start method {method!r}")
    context._default_context._default_context = context._concrete_contexts[method]  # type: ignore[attr-defined]


def _fresh_main(**attributes: Any) -> types.ModuleType:
    """A `__main__` as the interpreter makes it; the one that ran this file is kept alive by the caller."""
    main = types.ModuleType("__main__")
    main.__dict__.update({"__annotations__": {}, "__builtins__": builtins, "__cached__": None}, **attributes)
    sys.modules["__main__"] = main
    return main


def _put_on_path(folder: str) -> None:
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, folder)


def _prepare_script(path: str) -> Any:
    full = os.path.abspath(path)
    try:
        with open(full, "rb") as file:
            source = file.read()
        code = compile(source, full, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CannotLaunchError(f"{path}:{error.lineno or 1}: {error.msg}: not a Python program") from error
    except (OSError, ValueError) as error:
        raise CannotLaunchError(f"{path}: {error}: not a Python program") from error
    main = _fresh_main(__file__=full, __loader__=SourceFileLoader("__main__", full), __package__=None)
    _put_on_path(os.path.dirname(os.path.realpath(full)))
    return lambda: exec(code, main.__dict__)  # noqa: S102 # running the user's program is the purpose


def _prepare_module(name: str) -> Any:
    import runpy

    _put_on_path(os.getcwd())
    _fresh_main()
    run: Any = runpy
    try:
        run._get_module_details(name, CannotLaunchError)
    except SyntaxError as error:
        raise CannotLaunchError(f"-m {name}: {error.filename}:{error.lineno or 1}: {error.msg}") from error
    except CannotLaunchError as error:
        raise CannotLaunchError(f"-m {name}: {error}") from error
    return lambda: run._run_module_as_main(name)


def _hide_own_frames() -> None:
    """An uncaught exception is shown without the frames of this file, once, by whatever hook is then in place."""
    hook = sys.excepthook

    def show(kind: Any, error: Any, traceback: Any) -> None:
        sys.excepthook = hook
        while traceback is not None and traceback.tb_frame.f_code.co_filename == __file__:
            traceback = traceback.tb_next
        hook(kind, error.with_traceback(traceback), traceback)

    sys.excepthook = show


def launch(spec: Any) -> None:
    """Install the probe and run the program; does not return if the program raises or exits."""
    if not getattr(sys.flags, "safe_path", False):
        del sys.path[0]  # this folder, put there because this file is the script
    _load_probe()
    streams: Any = importlib.import_module(f"{_PACKAGE}.streams")
    atexit.register(streams.settle)  # before multiprocessing registers its own, so that it runs after
    install = importlib.import_module(f"{_PACKAGE}.install")
    wire = importlib.import_module(f"{_PACKAGE}.wire")
    emitter = importlib.import_module(f"{_PACKAGE}.emitter").emitter
    install.install_in_main(spec["event"], spec["board"], spec["journal"], spec["buffering"])
    sys.argv = [spec["target"], *spec["args"]]
    try:
        if spec["start_method"]:
            _set_start_method(spec["start_method"])
        if spec["as_module"]:
            sys.argv[0] = "-m"
        run = (_prepare_module if spec["as_module"] else _prepare_script)(spec["target"])
    except CannotLaunchError as error:
        emitter.emit(wire.LAUNCH_FAILED, str(error).encode("utf-8", "backslashreplace"))
        os._exit(2)
    if hasattr(sys, "orig_argv"):
        module = ["-m", spec["target"]] if spec["as_module"] else [spec["target"]]
        sys.orig_argv = [sys.executable, *module, *spec["args"]]
    context = importlib.import_module("multiprocessing.context")
    method = context._default_context._default_context.get_start_method()
    facts = {"python": sys.version.split()[0], "start_method": method}
    emitter.emit(wire.LAUNCHED, json.dumps(facts).encode())
    try:
        run()
    except BaseException:
        _hide_own_frames()
        raise


if __name__ == "__main__":
    _own_main = sys.modules["__main__"]  # kept: its globals are those of the functions above
    launch(json.loads(sys.argv[1]))
