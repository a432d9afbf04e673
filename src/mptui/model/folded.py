"""What is left of objects and workers that were folded away: totals, and enough to know one that comes back."""

from collections import Counter
from typing import NamedTuple

from mptui.id_map import IdMap

COUNTED = ("acquires", "puts", "gets", "sends", "recvs", "calls")
"""The counts of objects whose totals are kept."""
MOST_PAGES = 1 << 16
"""Pages of ids of what was folded: four million, at most 20 MB each for objects and workers."""
MOST_MAKES = 5000
"""Different makes of objects that are told apart; one of any other comes back without a name."""


class Make(NamedTuple):
    """What objects made by the same line have in common; fields as in SharedObject."""

    type: str
    module: str
    name: str
    where: str
    own: bool
    maxsize: int | None
    initial: int
    counted: bool


UNKNOWN_MAKE = Make("object", "", "an object that was folded away", "", False, None, 0, False)


class Folded:
    """`objects`: how many of each type, with their COUNTED; `workers`: how many by flavor and last state's word.

    `messages`: those that folded workers wrote.
    """

    def __init__(self) -> None:
        self.objects: Counter[str] = Counter()
        self.totals: Counter[tuple[str, str]] = Counter()
        self.workers: Counter[tuple[str, str]] = Counter()
        self.messages = 0
        self._makes: list[Make] = [UNKNOWN_MAKE]
        self._make_numbers: dict[Make, int] = {}
        self._objects, self._workers = IdMap("H", MOST_PAGES), IdMap("H", MOST_PAGES)

    def copy(self) -> "Folded":
        """The same totals, to go on by themselves."""
        copied = Folded()
        copied.objects, copied.totals, copied.workers = self.objects.copy(), self.totals.copy(), self.workers.copy()
        copied.messages, copied._makes, copied._make_numbers = self.messages, self._makes[:], dict(self._make_numbers)
        copied._objects, copied._workers = self._objects.copy(), self._workers.copy()
        return copied

    def add_object(self, identifier: int, make: Make, counts: dict[str, int]) -> None:
        """An object is folded away."""
        self.objects[make.type] += 1
        for name, count in counts.items():
            if count:
                self.totals[make.type, name] += count
        number = self._make_numbers.get(make)
        if number is None and len(self._makes) < MOST_MAKES:
            number = self._make_numbers[make] = len(self._makes)
            self._makes.append(make)
        self._objects[identifier] = (number or 0) + 1

    def take_object(self, identifier: int) -> Make | None:
        """A folded object is used again: how it was made, and it is not folded any more. None if it was not."""
        number = self._objects[identifier]
        if not number:
            return None
        self._objects[identifier] = 0
        make = self._makes[number - 1]
        self.objects[make.type] -= 1
        return make

    def add_worker(self, identifier: int, flavor: str, word: str, messages: int) -> None:
        """An ended worker is folded away."""
        self.workers[flavor, word] += 1
        self.messages += messages
        self._workers[identifier] = 1

    def has_worker(self, identifier: int) -> bool:
        """Whether that worker was folded away."""
        return self._workers[identifier] != 0
