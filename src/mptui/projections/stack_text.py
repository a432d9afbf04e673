"""A stack in one line: where a worker is, and who called that."""

import re
from collections.abc import Iterable

from mptui.events import StackTaken
from mptui.findings.words import short_where, worker_names
from mptui.model.stacks import present_stack
from mptui.model.state import RunState, Worker

MOST_FRAMES = 8
_STDLIB = re.compile(r"<frozen |.*/lib/python3\.\d+t?/(?!site-packages|dist-packages)")


def frames_of_program(taken: StackTaken) -> list[tuple[str, str]]:
    """Its frames but for the standard library's, the most recent call first; all of them if there are no others.

    Of a process or thread that the program has started, those from its own start on.
    """
    begin = max((place for place, (_, function) in enumerate(taken.frames) if function == "_bootstrap"), default=0)
    frames = taken.frames[begin:]
    own = [frame for frame in frames if frame[0] and not _STDLIB.match(frame[0])]
    return list(reversed(own or frames))


def stack_line(state: RunState, worker: Worker) -> str:
    """`work at two.py:5, called by main at two.py:9`; empty if its present stack is not known."""
    taken = present_stack(state, worker)
    frames = frames_of_program(taken) if taken is not None else []
    line = ", called by ".join(f"{function} at {short_where(where)}" for where, function in frames[:MOST_FRAMES])
    return line + (f", and {len(frames) - MOST_FRAMES} more" if len(frames) > MOST_FRAMES else "")


def stack_lines(state: RunState, workers: Iterable[int]) -> list[str]:
    """The stacks of these workers, as far as they are known: a line for all that are in the same place.

    Of who waits in the main code of a file nothing is told that its wait does not tell.
    """
    places: dict[str, list[Worker]] = {}
    for number in workers:
        worker = state.workers.get(number)
        if worker is not None and (line := stack_line(state, worker)) and "called by" in line:
            places.setdefault(line, []).append(worker)
    return [f"{worker_names(found)} {'are' if len(found) > 1 else 'is'} in {line}" for line, found in places.items()]
