"""What is said of programs that get stuck: each has a header that tells what is to be found in it.

    # finding: deadlock            a line for each; with its grade if not proven, `any` if that is a matter of luck
    # also: nobody-left            kinds that would be as true, and are not asked for
    # workers: left, right         names that the finding has among its workers
    # objects: one, two            and among its objects
    # methods: fork                the start methods under which it gets stuck; without it, all

`# where` stands at the end of each line that the finding has to name.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from mptui.findings.kinds.all_kinds import KINDS
from vocabulary import METHODS, PROGRAMS, reported_anew, watch_with_chosen_python

PROVEN, POTENTIAL = "proven", "potential"
ENOUGH = 15
"""Seconds within which a program is stuck and that is found, on a busy machine."""
WHILE = 5
"""Seconds to look at a program of which nothing is to be found."""
LATE = 10
"""Seconds to look at a program of which something is suspected: that is told three seconds late."""
LONG = {"long-hold": 15, "stalled": 20}
"""The same of a kind that is told later still."""
EXIT_FINDING = 3
MISSED = {
    "executor_worker_retired": "that an executor does not replace its worker is not seen",
    "asyncio_executor_blocked": "waiting for the threads of an event loop's executor is no wait that is understood",
    "log_lock_order": "the lock of a log handler is not told of",
    "queue_held_at_fork": "the mutex of a queue of threads is not told of",
}
"""Programs in which nothing is found as yet, though the kind is known, and why."""


@dataclass(frozen=True)
class Header:
    """What a program says of itself."""

    findings: tuple[tuple[str, str], ...]
    also: frozenset[str]
    workers: frozenset[str]
    objects: frozenset[str]
    methods: tuple[str, ...]
    lines: frozenset[str]

    @property
    def is_known(self):
        """Whether mptui looks for all that is in it."""
        return all(kind in KINDS for kind, _ in self.findings)


def header_of(path):
    lines = path.read_text().splitlines()

    def words(key):
        found = (re.fullmatch(rf"# {key}: (.+)", line) for line in lines)
        return [word for match in found if match for word in match[1].split(", ")]

    findings = (word.split() for word in words("finding"))
    return Header(
        tuple((kind, grade[0] if grade else PROVEN) for kind, *grade in findings),
        frozenset(words("also")),
        frozenset(words("workers")),
        frozenset(words("objects")),
        tuple(words("methods")) or METHODS,
        frozenset(f"{path}:{number}" for number, line in enumerate(lines, 1) if re.search(r"[#;] where\b", line)),
    )


HEADERS = {path.stem: header_of(path) for path in sorted(Path(PROGRAMS, "stuck").glob("*.py"))}
NOT_YET = {name for name, header in HEADERS.items() if not header.is_known}
"""Programs of a kind that mptui does not look for yet: nothing false may be said of them."""


def cases(*, found):
    """Every program with each of its start methods, those in which it is found, or not.

    Slow are all but the first, those in which nothing is found, those that take long, and seven in eight programs.
    """
    for place, (name, header) in enumerate(HEADERS.items()):
        if found is (name in NOT_YET or name in MISSED):
            continue
        is_slow = not found or place % 8 > 0 or any(kind in LONG for kind, _ in header.findings)
        for method in header.methods:
            marks = [pytest.mark.slow] if is_slow or method != header.methods[0] else []
            yield pytest.param(name, method, marks=marks, id=f"{name}-{method}")


def told(run):
    """The findings of a run, with names for ids."""
    workers = {entry["id"]: entry["name"] for entry in run.report["workers"]}
    objects = {entry["id"]: entry["name"] for entry in run.report["objects"]}
    for entry in run.report["findings"]:
        names = {workers[item] for item in entry["workers"]}, set()
        names[1].update(*(objects[item].split(", ") for item in entry["objects"]))  # a pipe has a name for each end
        yield entry["kind"], entry["grade"], *names, set(entry["where"]), entry["text"]


def _python_of(run):
    return ".".join(run.events[0].python.split(".")[:2])


def proven_kinds(run):
    return {kind for kind, grade, *_ in told(run) if grade == PROVEN}


def play(name, method, **options):
    return watch_with_chosen_python(f"stuck/{name}.py", start_method=method, **options)


@pytest.mark.parametrize("name", HEADERS)
def test_every_program_says_what_is_to_be_found(name):
    header = HEADERS[name]
    assert header.findings
    assert header.lines or header.workers
    assert set(header.methods) <= set(METHODS)


@pytest.mark.parametrize(("name", "method"), cases(found=True))
def test_what_is_wrong_is_found_and_nothing_else_is_said(name, method):
    header = HEADERS[name]
    run = play(name, method, **options_for(header))
    if header.findings[0][0] == "missing-main-guard" and method == "forkserver" and _python_of(run) == "3.14":
        pytest.xfail("the fork server of 3.14 imports the main module itself, unwatched, and ends by that")
    found = list(told(run))
    texts = [text for *_, text in found]
    assert run.status == EXIT_FINDING, texts or run.events
    wanted = [entry for entry in found if {entry[:2], (entry[0], "any")} & set(header.findings)]
    assert {kind for kind, *_ in wanted} == {kind for kind, _ in header.findings}, texts
    assert len(wanted) >= len(header.findings), texts
    if len(header.findings) == 1:
        assert any(fits(header, entry) for entry in wanted), found
    else:
        together = [set().union(*(entry[place] for entry in wanted)) for place in (2, 3, 4)]
        assert fits(header, (None, None, *together, "")), found
    assert proven_kinds(run) <= {kind for kind, _ in header.findings} | header.also, texts
    assert reported_anew(run) == run.report


def options_for(header):
    """How to run a program: what is proven ends it, and one of which something is suspected goes on for a while."""
    kinds, grades = zip(*header.findings, strict=True)
    for grade in (PROVEN, POTENTIAL):
        if grade in grades:
            return {"timeout": ENOUGH, "fail_on": grade}
    return {"timeout": max(LONG.get(kind, LATE) for kind in kinds), "fail_on": "proven,suspected"}


def fits(header, entry):
    """Whether a finding has the workers, objects and lines of a header."""
    _, _, workers, objects, where, _ = entry
    return header.workers <= workers and header.objects <= objects and header.lines <= where


@pytest.mark.parametrize(("name", "method"), cases(found=False))
def test_nothing_false_is_said_where_the_right_thing_is_not_found_yet(name, method):
    run = play(name, method, timeout=WHILE)
    header = HEADERS[name]
    allowed = {kind for kind, grade in header.findings if grade == PROVEN} | header.also
    assert proven_kinds(run) <= allowed, [text for *_, text in told(run)]
    if name in MISSED:
        assert not proven_kinds(run), f"it is found: take {name} out of MISSED"
