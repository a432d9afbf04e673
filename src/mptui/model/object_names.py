"""What tells objects of one name apart: the line that made each, and its number among those of that line."""

import msgspec

MOST_NAMES = 10_000
"""Names that are remembered; there are as many as variables in the source, unless a program makes them up."""


class ObjectNames(msgspec.Struct):
    """The names of a run's objects. `count`: how many there were of a name; `made`: of a name, by line.

    `first`: by name, the first object that had it.
    """

    count: dict[str, int] = msgspec.field(default_factory=dict)
    first: dict[str, int] = msgspec.field(default_factory=dict)
    made: dict[tuple[str, str], int] = msgspec.field(default_factory=dict)

    def add(self, identifier: int, name: str, where: str) -> str:
        """An object was made; returns its mark: `:9` or `:9 #2`, empty while it is the only one of that name.

        So are the names that mptui makes up, and those of items, which are told apart by themselves.
        """
        if "-" in name or "[" in name or (name not in self.count and len(self.count) >= MOST_NAMES):
            return ""
        before = self.made.get((name, where), 0)
        self.made[name, where] = before + 1
        self.count[name] = self.count.get(name, 0) + 1
        self.first.setdefault(name, identifier)
        number = f" #{before + 1}" if before else ""
        return f"{self.mark(name, where)}{number}"

    def mark(self, name: str, where: str) -> str:
        """The line, if there are others of that name."""
        return f" :{where.rpartition(':')[2]}" if self.count.get(name, 0) > 1 else ""

    def copy(self) -> "ObjectNames":
        """The same, to go on by itself."""
        return ObjectNames(self.count.copy(), self.first.copy(), self.made.copy())
