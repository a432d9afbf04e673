"""What two runs can be compared by: a few figures of each, and how they differ."""

from collections.abc import Sequence
from typing import NamedTuple

from mptui.findings.finding import Finding
from mptui.model.state import RunState
from mptui.projections.status import duration

_ALIKE = 0.1
"""Share by which figures may differ that are called alike: no two runs take the same time."""


class Figure(NamedTuple):
    """What a figure is of, how it is written, and its number."""

    name: str
    text: str
    number: float


class Compared(NamedTuple):
    """A figure of both runs; `difference` says by how much the second one is greater, empty where they are alike."""

    name: str
    first: str
    second: str
    difference: str


def figures(state: RunState, findings: Sequence[Finding], now: int) -> list[Figure]:
    """The figures of a run at `now` ns."""
    seconds = max(now, 1) / 1e9
    objects = state.objects.values()
    locks = [shared for shared in objects if shared.family in ("lock", "semaphore")]
    gets, acquires = sum(shared.gets for shared in objects), sum(shared.acquires for shared in locks)
    waited, held = sum(shared.waited for shared in locks), sum(shared.held for shared in locks)
    output, told = state.output, ", ".join(dict.fromkeys(finding.kind for finding in findings))
    return [
        Figure("time", duration(now), now),
        Figure("workers", str(len(state.workers)), len(state.workers)),
        Figure("messages", str(output.messages), output.messages),
        Figure("torn", str(output.torn), output.torn),
        Figure("messages a second", f"{output.messages / seconds:.1f}", output.messages / seconds),
        Figure("locks taken", str(acquires), acquires),
        Figure("waited for locks, in all", duration(waited), waited),
        Figure("held locks, in all", duration(held), held),
        Figure("items got", str(gets), gets),
        Figure("items a second", f"{gets / seconds:.1f}", gets / seconds),
        Figure("findings", told or "none", len(findings)),
    ]


def compared(first: list[Figure], second: list[Figure]) -> list[Compared]:
    """The figures of two runs, one beside the other."""
    return [Compared(a.name, a.text, b.text, _difference(a, b)) for a, b in zip(first, second, strict=True)]


def _difference(first: Figure, second: Figure) -> str:
    if first.text == second.text or abs(first.number - second.number) <= _ALIKE * max(first.number, second.number):
        return ""
    if not first.number or not second.number:
        return "only the second" if second.number else "only the first"
    return f"{second.number / first.number:.2g} times"
