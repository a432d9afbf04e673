"""Modules are hooked when the program imports them, on every interpreter, and nothing of that can be seen."""

import subprocess
import sys

import pytest

from interpreters import VERSIONS, interpreter
from vocabulary import SOURCE, environment

BEGIN = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
when_imported = importlib.import_module("probe.on_import").when_imported
seen = []
def expect(name):
    when_imported(name, lambda module: seen.append((module.__name__, len(vars(module)) > 8)))
"""
CASES = {
    "at once if it is there": """
import json
expect("json")
assert seen == [("json", True)]
""",
    "after its execution": """
expect("multiprocessing.managers")
expect("multiprocessing.shared_memory")
assert not seen
assert "multiprocessing.managers" not in sys.modules
from multiprocessing import managers
assert ("multiprocessing.managers", True) in seen
""",
    "in a package that is not imported yet": """
expect("concurrent.futures.process")
assert "concurrent" not in sys.modules
import concurrent.futures
assert not seen
concurrent.futures.ProcessPoolExecutor
assert seen == [("concurrent.futures.process", True)]
""",
    "each time it is executed": """
expect("colorsys")
import colorsys
importlib.reload(colorsys)
assert seen == [("colorsys", True)] * 2
""",
    "every hook in turn": """
expect("colorsys")
expect("colorsys")
import colorsys
assert seen == [("colorsys", True)] * 2
""",
    "without a trace": """
before = (list(sys.meta_path), list(sys.path_hooks), __import__, set(sys.modules))
expect("colorsys")
assert (sys.meta_path, sys.path_hooks, __import__, set(sys.modules)) == before
import colorsys
assert set(vars(colorsys.__loader__)) == {"name", "path"}
assert type(colorsys.__loader__).__name__ == "SourceFileLoader"
""",
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("case", CASES)
def test_hooks_run(case, version):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no python{version} here")
    command = [python, "-c", BEGIN + CASES[case], str(SOURCE / "mptui")]
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_module_of_the_program_with_that_name_is_left_alone(tmp_path):
    (tmp_path / "colorsys.py").write_text("own = True\n")
    case = 'expect("colorsys")\nsys.path.insert(0, sys.argv[2])\nimport colorsys\nassert colorsys.own and not seen'
    command = [sys.executable, "-c", BEGIN + case, str(SOURCE / "mptui"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
