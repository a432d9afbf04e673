"""What a run leaves behind besides its exit status: the report, a JUnit file, lines for GitHub."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from mptui.errors import UsageError
from mptui.findings.diagnosis import Diagnosis
from mptui.model.state import RunState
from mptui.projections.ci_output import annotations, junit
from mptui.projections.report import build_report

_FILES = ("report", "junit")
"""The options that name a file."""


def check_writable(options: Mapping[str, Any]) -> None:
    """Raises UsageError if a file that is asked for cannot be written: found out before the program starts."""
    for name in _FILES:
        path: Path | None = options.get(name)
        if path is None:
            continue
        try:
            with path.open("ab"):
                pass
        except OSError as error:
            what = "report" if name == "report" else "JUnit file"
            raise UsageError(f"cannot write the {what} {path}: {error.strerror}; give another --{name}") from error


def write_results(
    state: RunState, status: int | None, diagnosis: Diagnosis, fail_on: frozenset[str], options: Mapping[str, Any]
) -> None:
    """Write what is asked for. `status`: mptui's own, None if it had not ended; `options`: of the command line."""
    report: Path | None = options.get("report")
    if report is not None:
        content = build_report(state, status, diagnosis.with_ends)
        report.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    suite: Path | None = options.get("junit")
    if suite is not None:
        suite.write_bytes(junit(state, status, diagnosis.all_findings, fail_on))
    if options.get("annotate"):
        for line in annotations(diagnosis.all_findings, fail_on, str(Path.cwd())):
            print(line, file=sys.stderr)  # noqa: T201
