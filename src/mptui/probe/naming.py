"""What an object is called: after the variable, attribute or item that its maker's caller puts it into."""

from types import CodeType, FrameType
from typing import Optional

from .code_owner import is_library
from .stores import follow
from .symbols import Goal, Number, Path, Resolved, Variable

_GOALS_KEPT = 20_000
_goals: dict[tuple[int, int, Path], tuple[Goal, CodeType]] = {}
_series: dict[tuple[int, int, int], tuple[object, object, int, Optional[CodeType]]] = {}
"""Of the loops that made objects: first and last value of the loop variable, and the number of the last object."""
_KEY_SHOWN = 40
"""Characters of a key that is a text."""
_PLAIN = (int, str)
_RETURNS_FOLLOWED = 8


def stored_as(frame: FrameType) -> str:
    """The variable, attribute or item that gets the result of the call which `frame` is in; or ""."""
    path: Path = ()
    resolved: list[object] = []
    caller: Optional[FrameType] = frame
    for _ in range(_RETURNS_FOLLOWED):
        if caller is None:
            break
        goal = _goal(caller, path)
        path = tuple(_resolve(caller, step, place > 0, resolved) for place, step in enumerate(goal.path))
        if not goal.returned:
            own = goal.name and not is_library(caller.f_code.co_filename)
            return goal.name + "".join(_subscript(step, resolved) for step in path[::-1]) if own else ""
        caller = caller.f_back
    return ""


def _subscript(step: object, resolved: list[object]) -> str:
    if isinstance(step, Resolved):
        step = resolved[step.number]
    text = step.name if isinstance(step, Variable) else repr(step[:_KEY_SHOWN] if isinstance(step, str) else step)
    return f"[{text}]"


def _goal(frame: FrameType, path: Path) -> Goal:
    code = frame.f_code
    key = (id(code), frame.f_lasti, path)
    known = _goals.get(key)
    if known is None:
        if len(_goals) >= _GOALS_KEPT:
            _goals.clear()
        known = _goals[key] = (follow(code, frame.f_lasti, path), code)
    return known[0]


def _resolve(frame: FrameType, step: object, nested: bool, resolved: list[object]) -> object:
    """Put into `resolved` what only the running frame knows of a step. `nested`: it is not the first of its path."""
    if isinstance(step, Variable):
        value = None if step.attribute else _value(frame, step.name)
        resolved.append(value if type(value) in _PLAIN else step)
    elif isinstance(step, Number):
        container = _value(frame, step.container)
        resolved.append(len(container) if type(container) is list else _next_in_series(frame, step, nested))
    else:
        return step
    return Resolved(len(resolved) - 1)


def _value(frame: FrameType, name: str) -> object:
    return frame.f_locals.get(name, frame.f_globals.get(name))


def _next_in_series(frame: FrameType, number: Number, nested: bool) -> int:
    """Which object in turn this is that the loop makes which `frame` is in.

    The loop begins anew when its variable has its first value again. A loop around other loops makes one container in
    each turn, for all of which its variable has the same value.
    """
    value = _value(frame, number.variable)
    known = type(value) in _PLAIN
    key = (id(frame.f_code), frame.f_lasti, number.loop)
    first, last, count, _ = _series.get(key, (None, None, -1, None))
    if count < 0 or (known and value == first and not (nested and value == last)):
        first, count = value if known else None, 0
    elif not (nested and known and value == last):
        count += 1
    _series[key] = first, value if known else None, count, frame.f_code
    return count
