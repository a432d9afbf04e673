"""The tables of cProfile and profile are cleared of the probe before anybody reads them."""

from typing import Any

from ..code_owner import PROBE
from ..disguise import stands_in

_PRIMITIVES = ("_thread.", "_multiprocessing.", "_queue.")
_STARTING = ("system", "posix_spawn", "posix_spawnp", "wait", "waitpid", "wait3", "wait4", "waitid", "dup2")
_STOCK = frozenset(f"<built-in method posix.{name}>" for name in _STARTING)
"""What hooks call in C because the program has called it; all else that they call is for their own work."""


def _is_ours(row: Any) -> bool:
    return getattr(row.code, "co_filename", "").startswith(PROBE)


def _is_stock(code: Any) -> bool:
    return isinstance(code, str) and (code in _STOCK or any(name in code for name in _PRIMITIVES))


class _Table:
    """Rows of _lsprof, which counts in C: code, callcount, reccallcount, totaltime, inlinetime, calls."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows
        self._hidden = {id(row): row for row in rows if _is_ours(row)}
        self._by_us: dict[Any, list[Any]] = {}
        """What the hidden rows have called, by its code."""
        fresh = list(self._hidden.values())
        while fresh:
            for called in (called for row in fresh for called in row.calls or ()):
                self._by_us.setdefault(called.code, []).append(called)
            fresh = [row for row in rows if id(row) not in self._hidden and self._is_for_us_alone(row)]
            self._hidden.update((id(row), row) for row in fresh)

    def _is_for_us_alone(self, row: Any) -> bool:
        if _is_stock(row.code) or row.code not in self._by_us:
            return False
        return bool(sum(called.callcount for called in self._by_us[row.code]) >= row.callcount)

    def cleared(self) -> list[Any]:
        """The rows without those of the probe, and without its share in others."""
        hidden = {row.code for row in self._hidden.values()}
        return [self._without_us(row, hidden) for row in self._rows if id(row) not in self._hidden]

    def _without_us(self, row: Any, hidden: set[Any]) -> Any:
        calls = [called for called in row.calls or () if called.code not in hidden] or None
        shares = [] if _is_stock(row.code) else self._by_us.get(row.code, [])
        if not shares and len(calls or ()) == len(row.calls or ()):
            return row
        numbers = [number - sum(share[place] for share in shares) for place, number in enumerate(row[1:5], 1)]
        return type(row)((row.code, *numbers, calls))


def _hook_table(profiler: Any) -> None:
    stock: Any = profiler.getstats

    @stands_in(stock)
    def getstats(self: Any) -> Any:
        return _Table(stock(self)).cleared()

    profiler.getstats = getstats


def _hook_statistics(profiler: Any) -> None:
    stock: Any = profiler.snapshot_stats

    @stands_in(stock)
    def snapshot_stats(self: Any) -> None:
        stock(self)
        self.stats = {
            place: (*numbers[:-1], {caller: count for caller, count in numbers[-1].items() if not _is_in_us(caller)})
            for place, numbers in self.stats.items()
            if not _is_in_us(place)
        }

    profiler.snapshot_stats = snapshot_stats


def _is_in_us(place: tuple[str, int, str]) -> bool:
    return place[0].startswith(PROBE)


def hook(module: Any) -> None:
    """Clear what the module's Profile gives, whether it counts in C or in Python."""
    profiler = module.Profile
    if hasattr(profiler, "getstats"):
        if not hasattr(profiler.getstats, "__wrapped__"):
            _hook_table(profiler)
    elif not hasattr(profiler.snapshot_stats, "__wrapped__"):
        _hook_statistics(profiler)
