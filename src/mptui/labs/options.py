"""From a lesson and what the user wants of it to the options of a run, and back."""

import difflib
from collections.abc import Iterable, Mapping
from typing import TypedDict, Unpack

from mptui.errors import UsageError
from mptui.labs.lesson import Lesson, LessonKnob, LessonKnobValue
from mptui.session import Buffering, RunOptions, StartMethod

_RUN_OPTIONS = {
    "start-method": "--start-method",
    "start_method": "--start-method",
    "buffering": "--buffering",
    "lock": "--lock or --no-lock",
    "maxsize": "--maxsize",
    "pace": "--pace",
    "python": "--python",
    "own": "--own",
}


class RunOverrides(TypedDict, total=False):
    """Run options that the user gave and that win over the lesson's own. None counts as not given."""

    start_method: StartMethod | None
    buffering: Buffering | None
    lock: bool | None
    maxsize: int | None
    pace: float | None
    python: str | None
    own: tuple[str, ...]


def parse_settings(pairs: Iterable[str]) -> dict[str, str]:
    """Turn `KNOB=VALUE` texts into a mapping, in their order; the last one wins.

    Raises UsageError for a text without a name or a `=`.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set takes KNOB=VALUE, not {pair!r}")
        settings.pop(name.strip(), None)
        settings[name.strip()] = value.strip()
    return settings


def lesson_options(
    lesson: Lesson, settings: Mapping[str, str], *, headless: bool, **overrides: Unpack[RunOverrides]
) -> RunOptions:
    """The options of a run: the lesson's own, then `settings` of its knobs in order, then `overrides`.

    A lesson that needs other start methods than the interpreter's own runs with the first that it needs.
    Raises UsageError, one line, for a knob that the lesson does not have, a value that the knob refuses, or a start
    method that the lesson cannot be run with.
    """
    values = {knob.name: knob.start_value(headless=headless) for knob in lesson.knobs if not knob.sets}
    for name, text in settings.items():
        knob = _find_knob(lesson, name)
        try:
            value = knob.parse(text)
        except UsageError as error:
            raise UsageError(f"lesson {lesson.name}: {error}") from error
        values.update(dict.fromkeys(lesson.knob_names(knob), value))
    options = RunOptions(
        target=str(lesson.program),
        args=_arguments(values),
        start_method=lesson.start_method,
        buffering=lesson.buffering,
        lock=lesson.lock,
        pace=lesson.headless_pace if headless else lesson.pace,
    )
    options = options.changed(**{name: value for name, value in overrides.items() if value is not None})
    return _with_needed_method(lesson, options, chosen=overrides.get("start_method"))


def start_method_problem(lesson: Lesson, method: StartMethod) -> str:
    """Why the lesson cannot be run with that start method, in one line; empty if it can."""
    if not lesson.needs or method in lesson.needs:
        return ""
    return f"lesson {lesson.name} needs start method {' or '.join(lesson.needs)}, not {method}: {lesson.needs_why}"


def _with_needed_method(lesson: Lesson, options: RunOptions, chosen: StartMethod | None) -> RunOptions:
    if chosen is not None and (problem := start_method_problem(lesson, chosen)):
        raise UsageError(problem)
    if not lesson.needs or (options.start_method or _own_start_method(options)) in lesson.needs:
        return options
    return options.changed(start_method=lesson.needs[0])


def _own_start_method(options: RunOptions) -> str | None:
    """The default of the interpreter that runs mptui; None where another runs the program, whose own is not known."""
    import multiprocessing

    return multiprocessing.get_all_start_methods()[0] if options.python is None else None


def knob_values(lesson: Lesson, options: RunOptions) -> dict[str, LessonKnobValue]:
    """What every knob of the lesson stands at; one that sets others stands where the first of them does.

    `options` must come from `lesson_options` or `with_knob` for the same lesson.
    """
    given = dict(zip(options.args[::2], options.args[1::2], strict=True))
    values = {}
    for knob in lesson.knobs:
        text = given.get(f"--{lesson.knob_names(knob)[0]}")
        values[knob.name] = knob.default if text is None else knob.parse(text)
    return values


def with_knob(lesson: Lesson, options: RunOptions, name: str, value: LessonKnobValue) -> RunOptions:
    """`options` with the knob `name` at `value`, or at the bound nearest to it.

    Raises UsageError if the lesson has no such knob, or `value` is none of its choices.
    """
    knob = _find_knob(lesson, name)
    values = {name: value for name, value in knob_values(lesson, options).items() if not _is_group(lesson, name)}
    values.update(dict.fromkeys(lesson.knob_names(knob), knob.clamp(value)))
    return options.changed(args=_arguments(values))


def step_knob(lesson: Lesson, options: RunOptions, name: str, steps: int) -> RunOptions:
    """`options` with the knob `name` moved by `steps` of its own steps, within its bounds.

    A choice moves on by as many places, round and round. Raises UsageError if there is no such knob.
    """
    knob = _find_knob(lesson, name)
    now = knob_values(lesson, options)[name]
    if isinstance(now, str):
        place = knob.choices.index(now) + steps
        return with_knob(lesson, options, name, knob.choices[place % len(knob.choices)])
    return with_knob(lesson, options, name, now + steps * knob.step)


def _arguments(values: Mapping[str, LessonKnobValue]) -> tuple[str, ...]:
    return tuple(part for name, value in values.items() for part in (f"--{name}", str(value)))


def _is_group(lesson: Lesson, name: str) -> bool:
    knob = lesson.knob(name)
    return knob is not None and bool(knob.sets)


def _find_knob(lesson: Lesson, name: str) -> LessonKnob:
    knob = lesson.knob(name)
    if knob is not None:
        return knob
    if name in _RUN_OPTIONS:
        raise UsageError(f"lesson {lesson.name} has no knob {name!r}: that is a run option, {_RUN_OPTIONS[name]}")
    near = difflib.get_close_matches(name, [knob.name for knob in lesson.knobs], n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    known = ", ".join(f"{knob.name} ({knob.accepts})" for knob in lesson.knobs) or "none"
    raise UsageError(f"lesson {lesson.name} has no knob {name!r}{hint}; its knobs: {known}")
