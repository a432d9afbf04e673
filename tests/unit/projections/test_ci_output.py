"""Findings for continuous integration: JUnit's XML and GitHub's lines."""

from xml.etree import ElementTree

import pytest

from mptui.findings.finding import Finding
from mptui.model.state import RunState
from mptui.projections.ci_output import annotations, junit

DEADLOCK = Finding(
    "deadlock",
    "proven",
    (2, 3),
    (1, 2),
    ("/project/app.py:4", "/project/app.py:6"),
    5,
    "two wait",
    "one, two: 100% stuck.",
    "Order.",
)
SUSPECTED = Finding("dead-owner", "suspected", (2,), (1,), (), 5, "gone", "It has\nended \x1b[31m<&>.", "")


def suite(exit_code, fail_on):
    state = RunState(program="app.py", now=1_500_000_000)
    return ElementTree.fromstring(junit(state, exit_code, [DEADLOCK, SUSPECTED], fail_on)).find("testsuite")


def test_a_finding_fails_its_test_only_if_it_is_to():
    found = suite(3, {"proven"})
    assert found.attrib | {"tests": "3", "failures": "1", "time": "1.500"} == found.attrib
    names = {case.get("name"): case for case in found.iter("testcase")}
    assert names["deadlock"].find("failure").get("type") == "deadlock"
    assert "one, two: 100% stuck." in names["deadlock"].find("failure").text
    assert names["dead-owner"].find("failure") is None
    assert "<&>" in names["dead-owner"].find("system-out").text
    assert names["ends well"].find("failure") is None


@pytest.mark.parametrize(("status", "words"), [(124, "timeout"), (1, "status 1"), (137, "status 137")])
def test_a_program_that_ends_ill_fails_too(status, words):
    found = suite(status, set())
    (failure,) = found.iter("failure")
    assert words in failure.get("message")
    assert found.get("failures") == "1"


def test_annotations_name_file_and_line_and_escape_what_would_end_them():
    first, second = annotations([DEADLOCK, SUSPECTED], {"deadlock"}, "/project")
    assert first == "::error file=app.py,line=4,title=deadlock (proven)::one, two: 100%25 stuck. Order."
    assert second.startswith("::warning title=dead-owner (suspected)::It has%0Aended ")
    assert annotations([DEADLOCK], set(), "/elsewhere")[0].startswith("::warning file=/project/app.py,line=4,")
