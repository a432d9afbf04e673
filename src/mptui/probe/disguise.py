"""What stands in for a stock function looks like it, and leaves no frame of its own in a traceback."""

import sys
from types import FrameType, TracebackType
from typing import Any, Callable, Optional

from .code_owner import is_probe

MENDS_ON_LEAVING = sys.version_info >= (3, 11)
"""Before, a bare `raise` brings the old traceback back; see tracebacks.py."""


def strip_probe_frames(error: BaseException) -> None:
    """The exception is about to leave a hook: take the hook's frames out of its traceback."""
    if MENDS_ON_LEAVING:
        error.__traceback__ = without_probe(error.__traceback__)


def without_probe(head: Optional[TracebackType]) -> Optional[TracebackType]:
    """The same traceback, its links changed so that it passes over the probe's frames."""
    while head is not None and is_probe_frame(head.tb_frame):
        head = head.tb_next
    entry = head
    while entry is not None:
        following = entry.tb_next
        while following is not None and is_probe_frame(following.tb_frame):
            following = following.tb_next
        if following is not entry.tb_next:
            entry.tb_next = following
        entry = following
    return head


def is_probe_frame(frame: FrameType) -> bool:
    """Whether a frame runs code of the probe's."""
    return is_probe(frame.f_code.co_filename)


def passes_for(stock: Any) -> Callable[[Any], Any]:
    """Decorate a function of ours with the names, the documentation, the signature and the source of the stock one."""

    def decorate(stand_in: Any) -> Any:
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(stand_in, name, getattr(stock, name, None))  # a method written in C has no __module__
        stand_in.__wrapped__ = stock  # where inspect looks for the signature and the source
        return stand_in

    return decorate


def put_in_place(module: Any, name: str, stand_in: Any) -> None:
    """Replace what `module` has under `name`, there and in the module of which the stock one says that it is.

    What os and queue have is posix's and _queue's. A function or class pickles as the name that it is found by there.
    """
    stock: Any = getattr(module, name)
    home = sys.modules.get(stock.__module__)
    if home is not None and vars(home).get(name) is stock:
        setattr(home, name, stand_in)
    setattr(module, name, stand_in)


def stands_in(stock: Any) -> Callable[[Any], Any]:
    """Decorate a hook that passes for the stock function, and keep its frames out of tracebacks.

    It costs a call; what is called very often does the same by hand.
    """

    def decorate(hook: Any) -> Any:
        passes_for(stock)(hook)

        @passes_for(stock)
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            try:
                return hook(*args, **kwargs)
            except BaseException as error:
                strip_probe_frames(error)
                raise

        return stand_in

    return decorate
