"""For a bug report: a recorded run at one moment, or at its end, in plain text."""

from collections.abc import Iterator, Sequence

from mptui.findings.finding import Finding
from mptui.model.state import RunState, SharedObject
from mptui.projections.finding_text import finding_lines
from mptui.projections.stack_text import stack_lines
from mptui.projections.standing_text import standing_lines
from mptui.projections.status import duration, exit_text, state_text
from mptui.projections.wording import object_text

_MOST = 200
"""Workers, objects and lines of output, of each so many."""


def export(state: RunState, findings: Sequence[Finding], now: int) -> Iterator[str]:
    """The lines. `findings`: those that hold at `now`, in ns of the run."""
    program = " ".join((state.program, *state.argv))
    yield f"{program}, start method {state.start_method}, Python {state.python} on {state.platform}"
    begun = state.recorded_from
    if begun is not None:
        yield f"recorded from {duration(begun)} on"
    yield f"after {duration(now)}" + (f": {exit_text(state.exit_code, state.platform)}" if state.finished else "")
    yield from _part("what is wrong", finding_lines(findings) or ["nothing is known to be wrong"])
    if not state.finished:
        yield from _part("who waits", standing_lines(state))
    yield from _part("stacks", stack_lines(state, state.workers))
    yield from _part("workers", [f"{one.name}: {state_text(one, state.platform)}" for one in state.workers.values()])
    yield from _part("objects", [_object(state, one) for one in state.objects.values()])
    yield from _part("output", _output(state))


def _object(state: RunState, shared: SharedObject) -> str:
    parts, counts = object_text(state, shared)
    return f"{shared.label}, {shared.type} of {shared.where}: {''.join(text for text, _ in parts).strip()}; {counts}"


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, *(f"  {line}" for line in lines[:_MOST]))
    if len(lines) > _MOST:
        yield f"  and {len(lines) - _MOST} more"


def _output(state: RunState) -> list[str]:
    return [line.text for line in state.output.console.last(_MOST)]
