"""What is left of objects and workers that were folded away: totals, and enough to know one that comes back."""

from array import array
from collections import Counter
from typing import NamedTuple

COUNTED = ("acquires", "puts", "gets", "sends", "recvs", "calls")
"""The counts of objects whose totals are kept."""
MOST_MAKES = 5000
"""Different makes of objects that are told apart; one of any other comes back without a name."""
_PAGE = 64


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


class IdMap:
    """A small number for each of very many ids: pages of 64, as the ids of one process follow each other."""

    def __init__(self) -> None:
        self._pages: dict[int, array[int]] = {}

    def __getitem__(self, identifier: int) -> int:
        """The number, 0 for an id that has none."""
        page = self._pages.get(identifier // _PAGE)
        return 0 if page is None else page[identifier % _PAGE]

    def __setitem__(self, identifier: int, number: int) -> None:
        """Numbers are 0 to 65,535."""
        page = self._pages.get(identifier // _PAGE)
        if page is None:
            page = self._pages[identifier // _PAGE] = array("H", bytes(2 * _PAGE))
        page[identifier % _PAGE] = number

    def copy(self) -> "IdMap":
        """The same numbers, to go on by themselves."""
        copied = IdMap()
        copied._pages = {place: page[:] for place, page in self._pages.items()}
        return copied


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
        self._objects, self._workers = IdMap(), IdMap()

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
