"""How the probe gets into the program's main process, which is started as `python SCRIPT` like any other.

The manager puts this folder first on PYTHONPATH, so the interpreter imports this file before it turns to the script.
It takes itself off the path and out of the environment, loads the probe, and lets the environment's own sitecustomize,
if there is one, have its turn. The script then runs with nothing of ours beneath it on the stack.
"""

import importlib.util
import os
import sys
from importlib.machinery import PathFinder
from typing import Any

_PACKAGE = "_mptui_probe"
_HERE = os.path.dirname(os.path.abspath(__file__))
_PROBE = os.path.dirname(_HERE)
_TOLD = "MPTUI_LAUNCH_"
"""How the names of the environment's variables begin in which the instructions travel: no module reads them faster."""


def _run(spec: Any, name: str) -> None:
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


def _leave_no_trace() -> Any:
    """Put path and environment back to what they are without us; returns the instructions that came with them.

    None in a subinterpreter: it inherits the path only, and is not watched.
    """
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != _HERE]
    sys.path_importer_cache.pop(_HERE, None)
    names = [name for name in os.environ if name.startswith(_TOLD)]
    if f"{_TOLD}EVENT" not in names:
        return None
    instructions = {name[len(_TOLD) :].lower(): os.environ.pop(name) for name in names}
    if "pythonpath" in instructions:
        os.environ["PYTHONPATH"] = instructions["pythonpath"]
    else:
        del os.environ["PYTHONPATH"]
    return instructions


def _load_probe() -> None:
    """Load the probe's package by its location: nothing of mptui needs to be installed here."""
    init = os.path.join(_PROBE, "__init__.py")
    spec = importlib.util.spec_from_file_location(_PACKAGE, init, submodule_search_locations=[_PROBE])
    _run(spec, _PACKAGE)


def _make_way() -> None:
    """Be replaced by the environment's own sitecustomize, or be as absent as it is."""
    spec = PathFinder.find_spec("sitecustomize")
    if spec is None:
        raise ImportError("no sitecustomize but mptui's", name="sitecustomize")
    _run(spec, "sitecustomize")


try:
    _instructions = _leave_no_trace()
    if _instructions is not None:
        _load_probe()
        importlib.import_module(f"{_PACKAGE}.launch").begin(_instructions)
except Exception:
    import traceback  # it is much to import

    traceback.print_exc()
    os._exit(1)
_make_way()
