"""How the probe gets into the program's main process, which is started as `python SCRIPT` like any other.

The supervisor puts this folder first on PYTHONPATH, so the interpreter imports this file before it turns to the script.
It takes itself off the path and out of the environment, loads the probe, and lets the environment's own sitecustomize,
if there is one, have its turn. The script then runs with nothing of ours beneath it on the stack.

So it gets into the Pythons that the program starts, too. One that is older than 3.9 has to be able to read this file.
"""

# mypy: allow-untyped-defs, allow-untyped-calls
import os
import sys

_PACKAGE = "_mptui_probe"
_HERE = os.path.dirname(os.path.abspath(__file__))
_PROBE = os.path.dirname(_HERE)
_VARIABLE_PREFIX = "MPTUI_LAUNCH_"
"""How the names of the environment's variables begin in which the instructions travel: no module reads them faster."""


def _leave_no_trace():
    """Put path and environment back to what they are without us; returns the instructions that came with them.

    None in a subinterpreter: it inherits the path only, and is not watched.
    """
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != _HERE]
    sys.path_importer_cache.pop(_HERE, None)
    names = [name for name in os.environ if name.startswith(_VARIABLE_PREFIX)]
    if _VARIABLE_PREFIX + "CHANNELS" not in names:
        return None
    instructions = {name[len(_VARIABLE_PREFIX) :].lower(): os.environ.pop(name) for name in names}
    if "pythonpath" in instructions:
        os.environ["PYTHONPATH"] = instructions["pythonpath"]
    else:
        del os.environ["PYTHONPATH"]
    return instructions


def _load_probe():
    """Load the probe's package by its location: nothing of mptui needs to be installed here."""
    import importlib.util

    init = os.path.join(_PROBE, "__init__.py")
    spec = importlib.util.spec_from_file_location(_PACKAGE, init, submodule_search_locations=[_PROBE])
    sys.modules[_PACKAGE] = module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return importlib.import_module(_PACKAGE + ".launch")


def _begin(instructions):
    """Load the probe. Without it the program does not begin, but what it starts runs on as it would have."""
    try:
        launch = _load_probe()
        (launch.begin if "event" in instructions else launch.join)(instructions)
    except Exception:
        if "event" not in instructions:
            return
        import traceback  # it is much to import

        traceback.print_exc()
        os._exit(1)


def _make_way():
    """Be replaced by the environment's own sitecustomize, or be as absent as it is."""
    del sys.modules["sitecustomize"]
    import sitecustomize  # type: ignore[import-not-found]  # noqa: F401


_instructions = _leave_no_trace()
if _instructions is not None and sys.version_info >= (3, 9):
    _begin(_instructions)
_make_way()
