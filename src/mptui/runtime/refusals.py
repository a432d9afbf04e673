"""What workers sent that makes no sense, and what they did not finish, counted until it is reported."""

import struct

from mptui.events import BadRecord, Event, EventsLost
from mptui.runtime.roster import Entry


def reason(error: Exception) -> str:
    """Why a record was refused, in words: those of whoever refused it, where it was not simply cut short."""
    if isinstance(error, (struct.error, IndexError)):
        return "a record of the wrong size"
    return str(error) if type(error) is ValueError else f"what mptui cannot read ({type(error).__name__}: {error})"


class Refusals:
    """Counts bad records by worker and reason: a flood of them is one event for each read."""

    def __init__(self, program: Entry) -> None:
        """`program`: the entry under which is reported what comes from no known worker."""
        self.total = 0
        self._program = program
        self._found: dict[tuple[int, str], tuple[Entry, int]] = {}
        self._lost: list[tuple[Entry, int]] = []

    def lose(self, entry: Entry, count: int) -> None:
        """`count` records of a worker were begun and never finished."""
        self.total += count
        self._lost.append((entry, count))

    def note(self, entry: Entry, text: str, count: int = 1) -> None:
        """`count` records of a worker (or of nobody in particular) cannot be used."""
        self.total += count
        if not entry.created and not entry.seq:
            entry = self._program  # nobody has heard of it, and a record that makes no sense does not make a worker
        _, before = self._found.get((entry.id, text), (entry, 0))
        self._found[entry.id, text] = entry, before + count

    def take_events(self, t: int) -> list[Event]:
        """The events, at `t` ns of the run, for what was noted since the last call."""
        if not self._found and not self._lost:
            return []
        found, self._found = self._found, {}
        lost, self._lost = self._lost, []
        return [
            *(EventsLost(t, entry.id, entry.next_seq(), count) for entry, count in lost),
            *(BadRecord(t, who, entry.next_seq(), text, count) for (who, text), (entry, count) in found.items()),
        ]
