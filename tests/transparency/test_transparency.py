"""Every program of the corpus, bare and under mptui: nothing that it does or shows may differ.

`make test` runs half of them once, the start methods taking turns, CI each of them, `make transparency` everything.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from compare import difference, run_bare, run_watched
from corpus import cases, programs

from interpreters import interpreter

COMPARED = ("3.9", "3.11", "3.13", "3.14", "3.15")
AT_ONCE = (os.cpu_count() or 1) + 1
"""Most of a run is waiting, so more than one for each core."""


def quick():
    """Each program once, on the running interpreter: the start methods take turns. Every other one is a slow test."""
    turns = cycle(range(6))
    for place, program in enumerate(programs()):
        methods = cases(program)
        method = methods[next(turns) % len(methods)]
        if sys.version_info >= program.python:
            marks = [pytest.mark.slow] if place % 2 else []
            yield pytest.param((program, None, method), id=_name(program, method), marks=marks)


def full():
    """Each program with each start method on each interpreter."""
    for version in COMPARED:
        for program in programs():
            if tuple(map(int, version.split("."))) >= program.python:
                for method in cases(program):
                    yield pytest.param((program, version, method), id=f"{_name(program, method)}-{version}")


def newest():
    """A few programs on the newest Pythons, with the last of their start methods."""
    for version in COMPARED[-2:]:
        for program in programs()[::12]:
            method = cases(program)[-1]
            yield pytest.param((program, version, method), id=f"{_name(program, method)}-{version}")


def _name(program, method):
    return f"{program.name}-{method}" if method else program.name


def compare(program, version, method):
    """The difference between the two runs, as text; None if there is no such interpreter."""
    python = sys.executable if version is None else interpreter(version)
    if python is None:
        return None
    return difference(program, run_bare(program, python, method), run_watched(program, python, method))


@pytest.fixture(scope="session")
def comparisons(request):
    """All selected comparisons, on their way: a few at a time, in the order of the tests."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        chosen = [item.callspec.params["case"] for item in request.session.items if "comparisons" in item.fixturenames]
        yield {case: pool.submit(compare, *case) for case in chosen}
        pool.shutdown(cancel_futures=True)


def check(comparisons, case):
    """Fail with the difference, if there is one."""
    program, version, _ = case
    found = comparisons[case].result()
    if found is None:
        pytest.skip(f"no Python {version} here")
    running = sys.version_info if version is None else tuple(map(int, version.split(".")))
    known = running < program.differs_before
    if found and not known:
        pytest.fail(found, pytrace=False)
    if known and not found:
        pytest.fail("is the same by now: take it off the list in docs/limits.md", pytrace=False)


@pytest.mark.parametrize("case", quick())
def test_nothing_differs(comparisons, case):
    check(comparisons, case)


@pytest.mark.parametrize("case", newest())
def test_nothing_differs_on_the_newest(comparisons, case):
    check(comparisons, case)


@pytest.mark.slow
@pytest.mark.parametrize("case", full())
def test_nothing_differs_anywhere(comparisons, case):
    check(comparisons, case)
