"""Which of CPython's own test modules use processes or threads."""

import re
import subprocess
from pathlib import Path

CORE = (
    *("mp_fork", "mp_spawn", "mp_forkserver"),
    *(
        f"test.{name}"
        for name in (
            "test_multiprocessing_main_handling",
            "test_concurrent_futures",
            "test_threading",
            "test_threading_local",
            "test_thread",
            "test_threadsignals",
            "test_threadedtempfile",
            "test_queue",
            "test_logging",
            "test_fork1",
            "test_subprocess",
            "test_signal",
            "test_sched",
            "test_context",
            "test_socketserver",
            "test_faulthandler",
            "test_tracemalloc",
            "test_atexit",
            "test_asyncio",
        )
    ),
)
"""What tests processes, threads and their primitives; the first three are made of test._test_multiprocessing."""

_USES = re.compile(rb"\b(threading|_thread|threading_helper|multiprocessing|concurrent\.futures|subprocess|os\.fork)")
_UNFIT = {
    "test_multiprocessing_fork": "played as mp_fork",
    "test_multiprocessing_forkserver": "played as mp_forkserver",
    "test_multiprocessing_spawn": "played as mp_spawn",
    "test_peg_generator": "compiles C for a quarter of an hour",
    "test_cppext": "compiles C++",
    "test_cext": "compiles C",
    "test_venv": "installs packages",
    "test_ensurepip": "installs packages",
    "test_gdb": "needs gdb",
    "test_idle": "needs a screen",
    "test_tkinter": "needs a screen",
    "test_ttk": "needs a screen",
    "test_android": "needs an Android emulator",
}


def _ask(python: str, code: str) -> str:
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def version_of(python: str) -> str:
    """The interpreter's version, as 3.11.7."""
    return _ask(python, "import platform; print(platform.python_version())")


def standard_tests(python: str) -> Path:
    """The folder of the interpreter's `test` package."""
    return Path(_ask(python, "import os, test; print(os.path.dirname(test.__file__))"))


def core(python: str) -> list[str]:
    """The core modules that are installed for this interpreter."""
    folder = standard_tests(python)
    return [name for name in CORE if not name.startswith("test.") or _installed(folder, name[len("test.") :])]


def others(python: str) -> list[str]:
    """Every other installed module of tests whose source names processes or threads."""
    folder = standard_tests(python)
    found = {
        path.relative_to(folder).parts[0].removesuffix(".py")
        for path in folder.rglob("test_*.py")
        if _USES.search(path.read_bytes())
    }
    fit = (name for name in sorted(found) if name.startswith("test_") and name not in _UNFIT)
    return [f"test.{name}" for name in fit if f"test.{name}" not in CORE]


def _installed(folder: Path, name: str) -> bool:
    return (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()
