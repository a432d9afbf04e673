"""How the workers stood when mptui ended the run, in a few lines for whoever reads the terminal or a log."""

from mptui.findings.words import at, name_of
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, Worker
from mptui.model.waits import Take, Wait
from mptui.projections.stack_text import stack_line
from mptui.projections.status import duration, state_text
from mptui.projections.wording import wait_text

MOST_LINES = 8
NAMED = 3
"""Workers of one line that are named."""


def standing_lines(state: RunState) -> list[str]:
    """Who waits for what since when and where, who holds it, and who just runs; at the present moment of `state`."""
    groups: dict[tuple[str, int | None, int | None, str], list[Worker]] = {}
    others: list[Worker] = []
    for worker in state.workers.values():
        wait = worker.wait
        if not worker.state.alive:
            continue
        if wait is None:
            others.append(worker)
        else:
            groups.setdefault((wait.op, wait.object, wait.target, wait.where), []).append(worker)
    crowds = sorted(groups.values(), key=lambda crowd: min(_since(worker) for worker in crowd))
    lines = [_waiting(state, crowd) for crowd in crowds] + [_running(state, worker) for worker in others]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"and {len(lines) - MOST_LINES + 1} more, in --report"]
    return lines


def _since(worker: Worker) -> int:
    return worker.wait.since if worker.wait is not None else worker.since


def _waiting(state: RunState, crowd: list[Worker]) -> str:
    longest = min(crowd, key=_since)
    wait = longest.wait
    assert wait is not None
    verb = wait_text(state, wait).removeprefix("waits").partition(" — ")[0]
    names = [worker.name for worker in crowd[:NAMED]]
    more = f" and {len(crowd) - NAMED} more" if len(crowd) > NAMED else ""
    does = "waits" if len(crowd) == 1 else "wait"
    waited = duration(state.now - wait.since)
    return f"{', '.join(names)}{more} {does}{verb}, for {waited}, in {wait.op}{at(wait.where)}{_whose(state, wait)}"


def _whose(state: RunState, wait: Wait) -> str:
    """Who has what is waited for, since when and where it was taken."""
    if wait.target is not None:
        target = state.workers.get(wait.target)
        return f"; {target.name} {_doing(state, target)}" if target is not None and target.wait is None else ""
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if shared is None or not shared.takes:
        return ""
    return "; " + ", ".join(_taken(state, take) for take in shared.takes[:NAMED])


def _taken(state: RunState, take: Take) -> str:
    holder = state.workers.get(take.worker)
    ended = f" and {_doing(state, holder)}" if holder is not None and holder.state.ended else ""
    ago = duration(state.now - take.since)
    return f"{name_of(state, take.worker)} took it {ago} ago{at(take.where)}{ended}"


def _doing(state: RunState, worker: Worker) -> str:
    """What it does that waits for nothing: runs, or has ended."""
    if worker.state.ended:
        return f"has ended: {state_text(worker, state.platform)}"
    return "is paused" if worker.state is WorkerState.PAUSED else "runs"


def _running(state: RunState, worker: Worker) -> str:
    stack = stack_line(state, worker)
    seen = f", in {stack}" if stack else f", last seen{at(worker.where)}" if worker.where else ""
    return f"{worker.name} {_doing(state, worker)}{seen}"
