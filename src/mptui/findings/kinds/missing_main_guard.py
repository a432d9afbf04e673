"""missing-main-guard: a spawned process imports the main module, and that starts processes whenever it is imported."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, places, short_where
from mptui.model.state import RunState

KIND = "missing-main-guard"
_ADVICE = 'Put what starts processes, and all that a child need not do, below if __name__ == "__main__":.'


def find(state: RunState) -> Iterator[Finding]:
    """One finding for the run, of the first process that came to it."""
    first = next((error for error in state.errors if error.what == "unguarded"), None)
    if first is None:
        return
    file = short_where(first.where).rpartition(":")[0]
    yield Finding(
        KIND,
        "proven",
        (first.worker,),
        (),
        places(first.where),
        first.t,
        f"{short_where(first.where)} starts a process whenever it is imported",
        f"{first.worker_name}, which was started by {first.name}, imports {file} and so comes to the start of another "
        f"process{at(first.where)}: Python refuses that by a RuntimeError, and the child ends.",
        _ADVICE,
    )
