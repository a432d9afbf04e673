"""Findings for continuous integration: a JUnit file, and lines that GitHub shows beside the code."""

import os
import re
from collections.abc import Collection, Iterable
from pathlib import PurePath
from xml.etree import ElementTree

from mptui.errors import EXIT_FINDING, EXIT_TIMEOUT
from mptui.findings.finding import Finding
from mptui.model.state import RunState
from mptui.projections.finding_text import failing

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


def junit(state: RunState, exit_code: int | None, findings: Iterable[Finding], fail_on: Collection[str]) -> bytes:
    """A suite of the run: a test for the program itself, and one for each finding, which fails if it is to.

    `exit_code`: None if the program had not ended by the end of its recording: that test is skipped.

    Format: the one that Jenkins and GitLab read, with `testsuites` at the top.
    """
    found = list(findings)
    bad = failing(found, fail_on)
    seconds = f"{state.now / 1e9:.3f}"
    name = _text(state.program)
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(suites, "testsuite", name=f"mptui {name}", time=seconds, errors="0")
    program = ElementTree.SubElement(suite, "testcase", classname=name, name="ends well", time=seconds)
    ends_ill = exit_code not in (0, None, EXIT_FINDING)
    suite.set("skipped", str(int(exit_code is None)))
    if exit_code is None:
        ElementTree.SubElement(program, "skipped", message="the recording ends before the program did")
    if ends_ill:
        what = "ended by its timeout" if exit_code == EXIT_TIMEOUT else f"ended with status {exit_code}"
        ElementTree.SubElement(program, "failure", type="exit", message=what).text = what
    for finding in found:
        case = ElementTree.SubElement(suite, "testcase", classname=name, name=finding.kind, time="0")
        told = _text(f"{finding.text}\n{finding.advice}\n" + "\n".join(finding.where))
        if finding in bad:
            title = _text(f"{finding.kind} ({finding.grade}): {finding.headline}")
            ElementTree.SubElement(case, "failure", type=finding.kind, message=title).text = told
        else:
            ElementTree.SubElement(case, "system-out").text = told
    suite.set("tests", str(len(found) + 1))
    suite.set("failures", str(len(bad) + ends_ill))
    return bytes(ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)) + b"\n"


def annotations(findings: Iterable[Finding], fail_on: Collection[str], folder: str) -> list[str]:
    """A workflow command of GitHub for each finding, at its first place; paths are told from `folder` on."""
    found = list(findings)
    bad = failing(found, fail_on)
    return [_annotation(finding, "error" if finding in bad else "warning", folder) for finding in found]


def _annotation(finding: Finding, level: str, folder: str) -> str:
    place, title = "", _property(f"{finding.kind} ({finding.grade})")
    file, _, line = next(iter(finding.where), "").rpartition(":")
    if file and line.isdigit():
        inside = PurePath(file).is_relative_to(folder)
        place = f"file={_property(os.path.relpath(file, folder) if inside else file)},line={line},"
    return f"::{level} {place}title={title}::{_data(f'{finding.text} {finding.advice}')}"


def _text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _data(text: str) -> str:
    """Escaped as actions/toolkit's command.ts does it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
