"""Objects are called by the variable that first held them, and know the line that made them, on every interpreter."""

from pathlib import Path

import pytest
from interpreters import VERSIONS, interpreter

from vocabulary import PROGRAMS, watch

SOURCE = (PROGRAMS / "naming.py").read_text().splitlines()
NAMED = {
    "plain": "plain = Lock()",
    "left, right": "left, right = Pipe()",
    "table['key']": 'table["key"] = Lock()',
    "annotated": "annotated: object = Queue(2)",
    "first": "first = second = Lock()",
    "walrus": "if (walrus := RLock()) is None:",
    "from_context": 'from_context = get_context("fork").Lock()',
    "shared": "    shared = ThreadLock()",
    "local": "    local = ThreadLock()",
    "cell": "    cell = Lock()",
    "queue": "        self.queue = Queue()",
}
TWICE = {"attribute": "        self.attribute = Lock()"}
UNNAMED = ("Lock()", "several = [Lock(), Lock()]", "    return local, Lock()")


@pytest.mark.parametrize("version", VERSIONS)
def test_names_and_lines(version, nothing_left):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no python{version} here")
    run = watch("naming.py", python=python)
    assert (run.status, run.stderr) == (0, b"")
    found = {}
    for entry in run.report["objects"]:
        path, _, line = entry["where"].rpartition(":")
        assert Path(path) == PROGRAMS / "naming.py"
        found.setdefault(entry["name"], []).append(SOURCE[int(line) - 1])
    for name, line in NAMED.items():
        assert found[name] == [line], name
    for name, line in TWICE.items():
        assert found[name] == [line] * 2, name
    assert len([name for name in found if name.endswith("__hidden")]) == 1
    unnamed = [line for name, lines in found.items() if name.startswith("Lock-") for line in lines]
    assert sorted(unnamed) == sorted([UNNAMED[0], UNNAMED[1], UNNAMED[1], UNNAMED[2]])
