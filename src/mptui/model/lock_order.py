"""In which order workers took locks that they held together, and which of those moments came before which others.

Two workers that take two locks in opposite orders may come to wait for each other, unless something keeps their
moments apart: one was started, or was told to go on, after the other was done. So every moment has a bit, and what a
worker knows of is passed on with whatever it puts, sets, sends or starts. That costs nothing before there is a moment.
"""

from collections.abc import Callable, Iterator

import msgspec

MOST_MOMENTS = 1000
"""Moments that are kept; there is room for more when a worker ends, or a lock is folded away."""
MOST_ALIKE = 8
"""Moments that are kept of a worker with the same two locks."""
TELLING = frozenset({"put", "set", "send", "notify", "notify_all", "task_done", "wait"})
"""Operations by which a worker lets others go on; `wait`: at a barrier."""
HEARING = frozenset({"get", "wait", "recv", "join"})
"""Operations that end because others did something."""


class Moment(msgspec.Struct, frozen=True, gc=False):
    """`worker` took the lock `wanted` in the line `where` at `t` ns, while it held `held`, taken in `held_where`.

    `guards`: the other locks that it held; `after`: the bits of moments that came before it for certain; `turn` changes
    when the worker has told or heard of something.
    """

    bit: int
    worker: int
    held: int
    wanted: int
    held_where: str
    where: str
    t: int
    guards: frozenset[int]
    after: int
    turn: int

    def apart_from(self, other: "Moment") -> bool:
        """Whether the two cannot be at the same time: one came before the other, or both need a lock that both held."""
        mine, theirs = self.guards | {self.held}, other.guards | {other.held}
        return bool(self.after & other.bit or other.after & self.bit or mine & theirs)


class LockOrder(msgspec.Struct):
    """The moments of a run. `changes` grows with each that is new.

    `moments`: by worker, the lock that it held and the one that it took; `free`: bits that are nobody's. What each
    worker knows of, and what was told by each object, are bits, too; `turns` counts how often a worker told or heard of
    something; `ended`: the bits of workers that have ended. `noted`: when, in turns, a worker last took a lock while it
    held certain others, so that it is soon seen that there is nothing new.
    """

    changes: int = 0
    moments: dict[tuple[int, int, int], tuple[Moment, ...]] = msgspec.field(default_factory=dict)
    free: int = (1 << MOST_MOMENTS) - 1
    workers: dict[int, int] = msgspec.field(default_factory=dict)
    objects: dict[int, int] = msgspec.field(default_factory=dict)
    turns: dict[int, int] = msgspec.field(default_factory=dict)
    ended: int = 0
    noted: dict[tuple[int, tuple[int, ...], int], int] = msgspec.field(default_factory=dict)

    def __iter__(self) -> Iterator[Moment]:
        return (moment for alike in self.moments.values() for moment in alike)

    def copy(self) -> "LockOrder":
        """The same, to go on by itself."""
        tables = {name: getattr(self, name).copy() for name in ("moments", "workers", "objects", "turns", "noted")}
        return msgspec.structs.replace(self, **tables)

    def is_noted(self, worker: int, holding: tuple[int, ...], wanted: int) -> bool:
        """Whether the worker has taken the lock with those others before, and told and heard of nothing since."""
        key, turn = (worker, holding, wanted), self.turns.get(worker, 0)
        if self.noted.get(key) == turn:
            return True
        if len(self.noted) >= 2 * MOST_MOMENTS:
            self.noted.clear()
        self.noted[key] = turn
        return False

    def add(
        self, worker: int, held: int, wanted: int, held_where: str, where: str, t: int, guards: frozenset[int]
    ) -> None:
        """A worker took a lock while it held another, and would have waited for it without an end."""
        key, turn = (worker, held, wanted), self.turns.get(worker, 0)
        alike = self.moments.get(key, ())
        if len(alike) >= MOST_ALIKE or any(one.turn == turn and one.guards == guards for one in alike):
            return
        bit = self.free & -self.free
        if not bit:
            return
        self.free &= ~bit
        known = self.workers.get(worker, 0)
        moment = Moment(bit, worker, held, wanted, held_where, where, t, guards, known, turn)
        self.moments[key] = (*alike, moment)
        self.workers[worker] = known | bit
        self.changes += 1

    def tells(self, worker: int, shared: int) -> None:
        """What a worker knows of goes on to whoever hears of the object."""
        known = self.workers.get(worker, 0)
        if known:
            self.objects[shared] = self.objects.get(shared, 0) | known
            self.turns[worker] = self.turns.get(worker, 0) + 1

    def hears(self, worker: int, shared: int) -> None:
        """A worker went on because of what others did with the object."""
        self._learns(worker, self.objects.get(shared, 0))

    def joins(self, worker: int, other: int) -> None:
        """A worker has seen that another has ended."""
        self._learns(worker, self.workers.get(other, 0))

    def starts(self, worker: int, parent: int | None) -> None:
        """A worker starts: after all that the one did that made it, and those that have ended."""
        known = self.workers.get(parent, 0) if parent is not None else 0
        if known and parent is not None:
            self.turns[parent] = self.turns.get(parent, 0) + 1
        self._learns(worker, known | self.ended)

    def ends(self, worker: int) -> None:
        """A worker has ended. If there is no room for new moments, those of all that have ended make some."""
        if self.workers.get(worker):
            self.ended |= sum(moment.bit for moment in self if moment.worker == worker)
        if self.ended and not self.free:
            self._drop(lambda moment: bool(moment.bit & self.ended))

    def forget_objects(self, gone: frozenset[int]) -> None:
        """The objects have been folded away."""
        for shared in gone & self.objects.keys():
            del self.objects[shared]
        self._drop(lambda moment: moment.held in gone or moment.wanted in gone)

    def forget_workers(self, gone: frozenset[int]) -> None:
        """The workers have been folded away."""
        self._drop(lambda moment: moment.worker in gone)
        for worker in gone:
            self.workers.pop(worker, None)
            self.turns.pop(worker, None)

    def _learns(self, worker: int, more: int) -> None:
        known = self.workers.get(worker, 0)
        if more & ~known:
            self.workers[worker] = known | more
            self.turns[worker] = self.turns.get(worker, 0) + 1

    def _drop(self, is_gone: Callable[[Moment], bool]) -> None:
        bits = 0
        for key, alike in list(self.moments.items()):
            kept = tuple(moment for moment in alike if not is_gone(moment))
            if len(kept) == len(alike):
                continue
            bits |= sum(moment.bit for moment in alike if moment not in kept)
            self.moments[key] = kept
            if not kept:
                del self.moments[key]
        if not bits:
            return
        self.free |= bits
        self.ended &= ~bits
        self.noted.clear()
        for table in (self.workers, self.objects):
            for number, known in table.items():
                table[number] = known & ~bits
        self.moments = {
            key: tuple(msgspec.structs.replace(moment, after=moment.after & ~bits) for moment in alike)
            for key, alike in self.moments.items()
        }
