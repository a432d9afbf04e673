"""Suites of libraries that start processes by themselves: which, and how to get them."""

import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

HOME = Path(__file__).parents[2] / ".libraries"
"""A virtual environment with the libraries, and their sources."""
_SUITE = Path(__file__).parent / "watched" / "documented.py"


@dataclass(frozen=True)
class Library:
    """A library, and the modules of tests that are played: those in its wheel, else those in its source.

    `tests`: the folder of its source that holds them, "" if the wheel has them.
    """

    requirement: str
    modules: tuple[str, ...]
    tests: str = ""

    @property
    def name(self) -> str:
        """What it is called in the package index."""
        return self.requirement.partition("==")[0]


_JOBLIB = ("test_parallel", "test_memmapping")
_LOKY = (
    "reusable_executor loky_backend loky_module process_executor_loky futures worker_timeout synchronize"
    " resource_tracker cloudpickle_wrapper"
)
_SKLEARN = ("utils.tests.test_parallel", "model_selection.tests.test_search", "model_selection.tests.test_validation")
_MULTIPROCESS = [
    f"multiprocess.tests.test_multiprocessing_{how}.test_{what}"
    for how in ("fork", "spawn", "forkserver")
    for what in ("processes", "threads", "manager", "misc")
]
_IN = "pytest:--rootdir={tests} {tests}"
LIBRARIES = (
    Library("joblib==1.6.0", tuple(f"pytest:--pyargs joblib.test.{name}" for name in _JOBLIB)),
    Library("loky==3.7.0", tuple(f"{_IN}/test_{name}.py --skip-high-memory" for name in _LOKY.split()), "tests"),
    Library("scikit-learn==1.9.1", tuple(f"pytest:--pyargs sklearn.{name}" for name in _SKLEARN)),
    Library("multiprocess==0.70.19", tuple(_MULTIPROCESS)),
    Library("billiard==4.3.2", (f"{_IN}/unit",), "t"),
)
_WITH = ("pytest", "psutil")


def prepare() -> tuple[str, list[str]]:
    """Install the libraries and fetch their sources, if that was not done; returns the interpreter and all modules."""
    python = HOME / "bin" / "python"
    if not python.exists():
        base = str(getattr(sys, "_base_executable", sys.executable))
        subprocess.run([base, "-m", "venv", str(HOME)], check=True)
    wanted = [library.requirement for library in LIBRARIES]
    subprocess.run([str(python), "-m", "pip", "install", "-q", *wanted, *_WITH], check=True)
    modules = [f"pytest:--rootdir={quote(str(_SUITE.parent))} {quote(str(_SUITE))}"]
    for library in LIBRARIES:
        tests = _source(python, library) if library.tests else Path()
        modules += [module.format(tests=quote(str(tests))) for module in library.modules]
    return str(python), modules


def _source(python: Path, library: Library) -> Path:
    """The folder with the library's tests, without the library itself beside it, which would be imported instead."""
    folder = HOME / "sources" / library.name
    tests = folder / library.tests
    if not tests.exists():
        download = [str(python), "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(folder)]
        subprocess.run([*download, library.requirement], check=True)
        archive = next(folder.glob("*.tar.gz"))
        with tarfile.open(archive) as file:
            inside = f"{file.getnames()[0].partition('/')[0]}/{library.tests}/"
            for member in file.getmembers():
                if member.name.startswith(inside):
                    member.name = member.name.partition("/")[2]
                    file.extract(member, folder, filter="data")
    return tests
