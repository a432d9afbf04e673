"""Words that the sentences of findings are made of."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from mptui.model.lifecycle import WorkerState
from mptui.model.signals import signal_name
from mptui.model.state import RunState, SharedObject, Worker

NAMED = 4
"""Workers or objects that a sentence names."""


def name_of(state: RunState, worker: int) -> str:
    """A worker's name; of one that is not known, its number."""
    known = state.workers.get(worker)
    return known.name if known is not None else f"worker {worker}"


def short_where(where: str) -> str:
    """`file.py:12` without its folders."""
    return PurePath(where).name


def at(where: str) -> str:
    """` at file.py:12`; nothing where no line of the program's is at work."""
    return f" at {short_where(where)}" if where else ""


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; beyond NAMED, how many more."""
    if len(names) > NAMED:
        return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def worker_names(workers: Iterable[Worker]) -> str:
    """The names of workers, in one list."""
    return listed([worker.name for worker in workers])


def how_it_ended(state: RunState, worker: Worker) -> str:
    """`was killed by SIGKILL`, `ended with exit code 1`, `ended`."""
    if worker.ended_by == "mptui":
        return "was ended by mptui"
    if worker.state is WorkerState.KILLED and worker.exit_code is not None:
        return f"was killed by {signal_name(-worker.exit_code, state.platform)}"
    return f"ended with exit code {worker.exit_code}" if worker.exit_code else "has ended"


def how_they_ended(state: RunState, workers: Sequence[Worker]) -> str:
    """The same of several: how, if it was the same with all."""
    found = {how_it_ended(state, worker) for worker in workers}
    if len(workers) == 1:
        return found.pop()
    return found.pop().replace("was ", "were ").replace("has ", "have ") if len(found) == 1 else "have ended"


def call_of(shared: SharedObject, op: str) -> str:
    """`jobs.get()`; of what has no simple name, `recv() of the pipe ours, theirs`."""
    simple = shared.label.replace(".", "").replace("_", "").replace("[", "").replace("]", "").isalnum()
    return f"{shared.label}.{op}()" if simple else f"{op}() of the {a_noun(shared).partition(' ')[2]} {shared.label}"


def a_noun(shared: SharedObject) -> str:
    """What kind of thing it is, in lower case: `a lock`, `a semaphore`, `a queue`, `an event`."""
    noun = shared.family if shared.family in ("lock", "semaphore", "queue", "pipe") else shared.type.lower()
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def places(*wheres: str) -> tuple[str, ...]:
    """The places, each once, without those that are not known."""
    return tuple(dict.fromkeys(where for where in wheres if where))
