"""Takes the stacks of workers in a thread of its own, as this takes time, and has the reader tell of them."""

import threading
import time
from collections.abc import Callable, Collection

from mptui.events import Event, StackTaken
from mptui.probe.stacks import SIGNAL
from mptui.runtime.reader import Reader
from mptui.runtime.run import Run
from mptui.runtime.stacks import Asked, Frames

_MOST_SECONDS = 1.0
"""How long processes are asked, one after another, for those workers whose stacks are to be told together."""


def take_stacks(
    reader: Reader, workers: Collection[int] | None, waiting: Collection[int] | None, then: Callable[[], None]
) -> None:
    """Tell of the stacks of these workers (None: of all), as far as they can be had, and `then` do something.

    `waiting`: workers that are known to wait (None: all in their processes). In the reader thread, as `then` is. Nobody
    is asked if the program has a handler of its own for the signal.
    """
    run = reader.run_now
    asked = _asked(run, workers, waiting) if run is not None and SIGNAL not in run.decoder.records.handled else []
    if run is None or not asked:
        then()
        return
    threading.Thread(target=_ask, args=(reader, run, asked, then), name="stacks", daemon=True).start()


def _asked(run: Run, workers: Collection[int] | None, waiting: Collection[int] | None) -> list[Asked]:
    """The processes to ask."""
    entries = [run.roster.find(number) for number in workers] if workers is not None else run.roster.by_pid.values()
    pids = dict.fromkeys(entry.pid for entry in entries if entry is not None and entry.pid and not entry.exited)
    idents = run.journal.thread_idents()
    return [_of_process(run, pid, idents, waiting) for pid in pids]


def _of_process(run: Run, pid: int, idents: dict[int, int], waiting: Collection[int] | None) -> Asked:
    threads, unknown = dict[int, int](), list[int]()
    for wire_id in run.roster.workers_of(pid):
        number = run.roster.entry(wire_id).id
        if ident := idents.get(wire_id):
            threads[ident] = number
        else:
            unknown.append(number)
    main = run.roster.by_pid.get(pid)
    waits = waiting is None or (main is not None and main.id in waiting)
    return Asked(pid, threads, unknown[0] if len(unknown) == 1 else None, waits)


def _ask(reader: Reader, run: Run, asked: list[Asked], then: Callable[[], None]) -> None:
    deadline = time.monotonic() + _MOST_SECONDS
    found = list[tuple[int, int, Frames]]()
    try:
        for process in asked:
            if time.monotonic() < deadline:
                stacks = run.stack_pipe.take(process)
                found += [(run.now(), worker, frames) for worker, frames in stacks.items()]
    finally:
        reader.post(lambda: _tell(reader, run, found))
        reader.post(then)


def _tell(reader: Reader, run: Run, found: list[tuple[int, int, Frames]]) -> None:
    if run is not reader.run_now:
        return
    told = list[Event]()
    for t, worker, frames in found:
        entry = run.roster.find(worker)
        if entry is not None and not entry.exited:
            told.append(StackTaken(t, worker, entry.next_seq(), frames))
    reader.emit(told)
