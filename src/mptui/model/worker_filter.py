"""Which workers are looked at: `state:blocked worker:Process-1 object:lock`, typed before a text to search.

One line holds both. Its first words are filters as long as they have one of KEYS before a colon, or begin with a
slash (`/Process-1` is short for `worker:Process-1`); what follows them is the text to search in the output. Several
filters must all hold. An exact name counts for itself alone, otherwise any name that contains the text.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, Worker

KEYS = ("worker", "state", "object")
SYNONYMS = {"sleeping": (WorkerState.PAUSED,)}

Test = Callable[[Worker], bool]


class WorkerFilter(msgspec.Struct, frozen=True):
    """Pairs of key and value, both in lower case, as typed. Without any, everybody is let through."""

    terms: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def text(self) -> str:
        """The filter as one would type it."""
        return " ".join(f"{key}:{value}" for key, value in self.terms)

    def matches(self, state: RunState) -> list[Worker]:
        """The workers that it lets through, in order of appearance."""
        found: Iterable[Worker] = state.workers.values()
        for key, value in self.terms:
            found = [*filter(_test(key, value, state), found)] if value else found
        return list(found)


EVERYBODY = WorkerFilter()


def parse(typed: str) -> tuple[WorkerFilter, str]:
    """A typed line as the filter before it and the text to search after it, which keeps its spaces."""
    terms: list[tuple[str, str]] = []
    rest = typed
    while True:
        word, _, after = rest.lstrip().partition(" ")
        if word.startswith("/") and "/" not in word[1:]:  # a path is a text to search
            key, value = "worker", word[1:]
            if value.partition(":")[0].lower() in KEYS and ":" in value:
                key, _, value = value.partition(":")
        else:
            key, colon, value = word.partition(":")
            if not colon or key.lower() not in KEYS:
                return WorkerFilter(tuple(terms)), rest
        terms.append((key.lower(), value.lower()))
        rest = after


def _test(key: str, value: str, state: RunState) -> Test:
    if key == "state":
        states = _states(value)
        return lambda worker: worker.state in states
    if key == "object":
        objects = _named({shared.id: shared.name for shared in state.objects.values()}, value)
        return lambda worker: not objects.isdisjoint(objects_of(worker))
    names = {worker.id: worker.name for worker in state.workers.values()}
    exact = {worker.id for worker in state.workers.values() if worker.tag == value}
    chosen = exact or _named(names, value)
    return lambda worker: worker.id in chosen


def _states(value: str) -> frozenset[WorkerState]:
    """The states whose word begins so; `alive` and `ended` stand for several."""
    found = {state for state in WorkerState if state.word.startswith(value)}
    found.update(state for state in WorkerState if "alive".startswith(value) and state.alive)
    found.update(state for state in WorkerState if "ended".startswith(value) and state.ended)
    for word, states in SYNONYMS.items():
        if word.startswith(value):
            found.update(states)
    return frozenset(found)


def _named(names: Mapping[int, str], value: str) -> frozenset[int]:
    low = {number: name.lower() for number, name in names.items()}
    exact = frozenset(number for number, name in low.items() if name == value)
    return exact or frozenset(number for number, name in low.items() if value in name)


def objects_of(worker: Worker) -> frozenset[int]:
    """The ids of what the worker holds or waits for."""
    waits = (worker.wait, worker.wait.within) if worker.wait is not None else ()
    waited = (wait.object for wait in waits if wait is not None and wait.object is not None)
    return frozenset((*worker.holding, *waited))
