"""Where the probe's code waits, and lets the program's signal handlers run; see interrupts.py."""

from itertools import starmap
from typing import Any, Callable


def wait(done: list[Any], function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Call a function that is written in C, and put its result into `done`, all within one instruction.

    So a signal handler may run until the result is there: if it raises, the function has done nothing.
    """
    done.extend(starmap(function, (arguments,)))


def waited(function: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a function that is written in C and may wait."""
    done: list[Any] = []
    wait(done, function, arguments)
    return done[0]


def raised_by_call(error: BaseException) -> bool:
    """Whether the function that was waited for raised `error`, not a signal handler meanwhile."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback is not None and traceback.tb_frame.f_code is wait.__code__
