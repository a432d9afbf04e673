"""What the table of objects and the page of one object say: pure functions over a RunState."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from mptui.findings.words import name_of
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.statistics import SLOTS, WAITING
from mptui.model.uses import is_free, is_handed_on, is_held
from mptui.model.waits import Take, Wait
from mptui.projections.status import NS, duration

UNKNOWN = "–"  # noqa: RUF001 (as the status line writes it)
SPARKS = "▁▂▃▄▅▆▇█"

CellValue: TypeAlias = float | str | None


class Column(msgspec.Struct, frozen=True):
    """A column of the table: `words` say what it sorts by, `most` whether the greatest come first."""

    id: str
    title: str
    words: str
    value: Callable[[RunState, SharedObject, int], CellValue]
    most: bool = True


def times_of(state: RunState, shared: SharedObject, of: str, now: int) -> tuple[int, int, int] | None:
    """Median, 99th percentile and greatest of how long it was held (`hold`) or waited for (`wait`), in ns.

    What still goes on at `now` counts as long as it has lasted. None: nobody did, or the object is not counted.
    """
    stats = state.stats.get(shared.id)
    if stats is None:
        return None
    if of == "hold" and is_handed_on(shared):
        return None
    if of == "hold":
        return stats.hold.summary_with(now - take.since for take in _outermost(shared))
    return stats.wait.summary_with(now - wait.since for wait in shared.waits if wait.op in WAITING)


def _outermost(shared: SharedObject) -> Iterable[Take]:
    """What is held; of a lock that its holder has taken again and again, the first time."""
    if shared.family == "semaphore":
        return shared.takes
    return {take.worker: take for take in reversed(shared.takes)}.values()


def _time(of: str, place: int) -> Callable[[RunState, SharedObject, int], CellValue]:
    def value(state: RunState, shared: SharedObject, now: int) -> CellValue:
        found = times_of(state, shared, of, now)
        return found[place] if found is not None else None

    return value


def rate_of(state: RunState, shared: SharedObject) -> float | None:
    """What goes through the object in a second."""
    stats = state.stats.get(shared.id)
    return stats.rate(state.now) if stats is not None else None


def waiters_of(shared: SharedObject) -> list[Wait]:
    """The waits of everybody who waits at the object, one a worker, longest first."""
    return list({wait.worker: wait for wait in reversed(shared.waits)}.values())[::-1]


COLUMNS: tuple[Column, ...] = (
    Column("name", "name", "name", lambda _, shared, _now: shared.label.lower(), most=False),
    Column("type", "type", "type", lambda _, shared, _now: shared.type, most=False),
    Column("holder", "held by", "number of holders", lambda _, shared, _now: len(set(shared.holders))),
    Column("waiting", "waiting", "how many wait", lambda _, shared, _now: len({wait.worker for wait in shared.waits})),
    Column("hold50", "hold p50", "median time held", _time("hold", 0)),
    Column("hold99", "hold p99", "99th percentile of time held", _time("hold", 1)),
    Column("holdmax", "hold max", "longest time held", _time("hold", 2)),
    Column("wait50", "wait p50", "median time waited", _time("wait", 0)),
    Column("wait99", "wait p99", "99th percentile of time waited", _time("wait", 1)),
    Column("waitmax", "wait max", "longest time waited", _time("wait", 2)),
    Column("depth", "depth", "depth", lambda _, shared, _now: shared.depth if shared.counted else None),
    Column("rate", "per s", "throughput per second", lambda state, shared, _now: rate_of(state, shared)),
)
BY_COLUMN = {column.id: column for column in COLUMNS}


def by_relevance(state: RunState) -> list[SharedObject]:
    """The program's own objects before those of libraries, used ones before unused ones; else as they were made."""
    return sorted(state.objects.values(), key=lambda shared: (not shared.own, not shared.is_used))


def ordered(state: RunState, column: Column, backwards: bool, now: int) -> list[SharedObject]:
    """All objects by a column at `now` ns: without a value last, among equals by relevance."""
    known: list[tuple[float | str, SharedObject]] = []
    unknown = []
    for shared in by_relevance(state):
        value = column.value(state, shared, now)
        if value is None:
            unknown.append(shared)
        else:
            known.append((value, shared))
    known.sort(key=lambda pair: pair[0], reverse=column.most != backwards)
    return [shared for _, shared in known] + unknown


def order_words(column: Column, backwards: bool) -> str:
    """`by longest time held, most first`."""
    first = ("least" if backwards else "most") if column.most else ("z" if backwards else "a")
    return f"by {column.words}, {first} first"


def object_of(state: RunState, worker: Worker | None) -> int | None:
    """The object that the worker waits for, else the one that it took last, if any."""
    if worker is None:
        return None
    if worker.wait is not None and worker.wait.object in state.objects:
        return worker.wait.object
    return next((held for held in reversed(worker.holding) if held in state.objects), None)


def holdings(shared: SharedObject) -> list[Take]:
    """Who holds the object since when and where, one a worker, longest first."""
    first = {take.worker: take for take in reversed(shared.takes)}
    return sorted(first.values(), key=lambda take: take.since)


def holders_text(state: RunState, shared: SharedObject) -> str:
    """`Process-2`, or `Process-2 and 3 more`; `taken by Process-2` if it does not hold it; `free` for a free lock."""
    holders = list(dict.fromkeys(shared.holders))
    if not holders:
        return "free" if shared.family == "lock" and is_free(shared) else UNKNOWN
    more = f" and {len(holders) - 1} more" if len(holders) > 1 else ""
    known = state.workers.get(holders[0])
    ended = f" ({known.word})" if known is not None and known.state.ended else ""
    took = "" if is_held(shared) else "taken by "
    return took + name_of(state, holders[0]) + ended + more


def depth_text(shared: SharedObject) -> str:
    """`2/3` of a bounded queue, else the depth of what has one that is known."""
    if not shared.counted or shared.family not in ("queue", "pipe", "semaphore"):
        return ""
    return f"{shared.depth}/{shared.maxsize}" if shared.maxsize else str(shared.depth)


def depth_history(state: RunState, shared: SharedObject, now: int, count: int) -> list[int]:
    """The depth over the last `count` half seconds (at most SLOTS); empty for what has no depth."""
    stats = state.stats.get(shared.id)
    if stats is None or not depth_text(shared):
        return []
    return stats.depth.last(now, min(count, SLOTS))


def sparkline(values: list[int], top: int | None = None) -> str:
    """A bar for each value, against `top` or the greatest; 0 is the lowest bar, and nothing else is."""
    highest = max([*values, top or 0], default=0)
    last = len(SPARKS) - 1
    return "".join(SPARKS[min(-(-value * last // highest), last)] if value > 0 else SPARKS[0] for value in values)


def short_time(ns: int | None) -> str:
    """A length of time to two digits, on at most 7 cells: `850 ns`, `12 µs`, `3.4 ms`, `1.2 s`, `75 s`, `8 min`."""
    if ns is None:
        return UNKNOWN
    if ns > 99 * NS:
        return f"{ns // (60 * NS)} min" if ns >= 600 * NS else f"{ns // NS} s"
    rounded = round(ns, 2 - len(str(ns)))
    for unit, size in (("s", NS), ("ms", 1_000_000), ("µs", 1_000)):
        if rounded >= size:
            value = rounded / size
            return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"
    return f"{rounded} ns" if rounded else "0"


def rate_text(rate: float | None) -> str:
    """`12.5`, `1234`, `45 k`."""
    if rate is None:
        return UNKNOWN
    if rate < 99.5:
        return f"{rate:.1f}"
    return f"{rate:.0f}" if rate < 9999.5 else f"{rate / 1000:.0f} k"


def since_text(since: int, now: int) -> str:
    """`for 3.2 s, since 12.345 s`: how long so far, and when it began in seconds of the run."""
    return f"for {duration(now - since)}, since {since / NS:.3f} s"
