"""Objects are called by the variable that first held them, and know the line that made them, on every interpreter."""

from collections import Counter

import pytest

from interpreters import VERSIONS, interpreter
from vocabulary import PROGRAMS, watch

PROGRAM = PROGRAMS / "naming.py"


def said_by_the_comments():
    """(line number, name) of each object, with - for one without a name."""
    for number, line in enumerate(PROGRAM.read_text().splitlines(), 1):
        names = line.replace("  # noqa", "").rpartition("  # ")[2] if "  # " in line else ""
        for name in names.split(", ") if names else ():
            yield number, name.replace("+", ", ")


@pytest.mark.parametrize("version", VERSIONS)
def test_names_and_lines(version, nothing_left):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no python{version} here")
    run = watch("naming.py", python=python, start_method="fork")
    assert (run.status, run.stderr) == (0, b"")
    found = Counter()
    for entry in run.report["objects"]:
        path, _, line = entry["where"].rpartition(":")
        assert path == str(PROGRAM)
        made_up = entry["name"].startswith(f"{entry['type']}-")
        found[int(line), "-" if made_up else entry["name"]] += 1
    expected = Counter(said_by_the_comments())
    expected[next(place for place in expected if place[1] == "local")] += 1
    assert found == expected
