"""Processes that run on when the one that made them has ended."""

from msgspec.structs import replace

from mptui.model.state import RunState


def leave_orphans(state: RunState, pid: int) -> None:
    """The process `pid` has ended: those that it or its threads made, and that run on, are orphans."""
    state.parents.discard(pid)
    for child in list(state.workers.values()):
        parent = state.workers.get(child.parent) if child.parent is not None else None
        if parent is not None and parent.pid == pid and child.flavor != "thread" and child.state.alive:
            state.put_worker(replace(child, orphan=True))
