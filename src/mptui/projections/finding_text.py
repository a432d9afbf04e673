"""Findings in a few lines, for whoever reads a terminal or a log, and whether any of them is to fail the run."""

from collections.abc import Collection, Iterable, Sequence

from mptui.findings.finding import Finding

MOST_TOLD = 4
"""Findings that are told one by one."""


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Two lines for each: what it is and how sure, and what to do about it."""
    found = list(findings)
    lines = []
    for finding in found[:MOST_TOLD]:
        lines.append(f"{finding.kind} ({finding.grade}): {finding.text}")
        if finding.advice:
            lines.append(f"  {finding.advice}")
    if len(found) > MOST_TOLD:
        lines.append(f"and {len(found) - MOST_TOLD} more findings, in --report")
    return lines


def verdict(findings: Sequence[Finding]) -> tuple[str, str]:
    """The kind and the headline of the gravest finding, and how many more there are; empty if there is none."""
    if not findings:
        return "", ""
    first = next((finding for finding in findings if finding.grade == "proven"), findings[0])
    kind = first.kind.upper().replace("-", " ") + ("" if first.grade == "proven" else f" ({first.grade})")
    more = f"  and {len(findings) - 1} more" if len(findings) > 1 else ""
    return kind, f"{first.headline}{more}"


def failing(findings: Iterable[Finding], fail_on: Collection[str]) -> list[Finding]:
    """Those of a kind or grade that is to fail the run."""
    return [finding for finding in findings if finding.kind in fail_on or finding.grade in fail_on]
