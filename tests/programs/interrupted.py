"""Is interrupted at every instruction of what it does, and says what that leaves: `interrupted.py WORD STEP`.

WORD chooses the operations whose names contain it; STEP: 1 for every instruction. For each operation it prints a line
of JSON, [NAME, INSTRUCTIONS, OUTCOMES]: all that was left after an interrupt at one instruction or another, once. An
instruction is one of the program, of the standard library, or of the probe. What a signal handler raises interrupts.
"""

import _thread
import concurrent.futures.thread
import contextlib
import ctypes
import functools
import json
import multiprocessing
import operator
import os
import queue
import signal
import sys
import threading
import weakref
from itertools import starmap
from multiprocessing import sharedctypes

sharedctypes.Value(ctypes.c_int)  # import what it needs before anything is interrupted
settrace = getattr(sys.settrace, "__wrapped__", sys.settrace)
PARTS = ("<mptui ", "threading.py", "queue.py", "/multiprocessing/", "concurrent/futures", __file__)


class Interrupt(BaseException):
    """What the handler raises."""


def handler(signum, frame):
    settrace(None)
    raise Interrupt


class Marker:
    """Dies with the frame of the trace function, and then the signal is there; see `Trip`."""


class Trip(weakref.ref):
    """Trips the signal by code in C alone, so that it is noticed in the traced frame."""

    go = None


class Tracer:
    """Counts instructions, and interrupts at one of them."""

    def __init__(self, at):
        self.at = at
        self.count = 0
        self.trip = None

    def __call__(self, frame, event, arg):
        name = frame.f_code.co_filename
        if (name != __file__ or frame.f_code.co_name == "do") and any(part in name for part in PARTS):
            frame.f_trace = self.step  # Python 3.13 minds f_trace_opcodes only after that
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            return self.step
        return None

    def step(self, frame, event, arg):
        if event == "opcode":
            self.count += 1
            if self.count == self.at:
                settrace(None)
                marker = Marker()
                self.trip = Trip(marker, operator.methodcaller("go"))
                self.trip.go = functools.partial(list, starmap(_thread.interrupt_main, ((),)))
        return self.step


def interrupted(at, do):
    """How `do` ended, and whether it has so many instructions."""
    tracer = Tracer(at)
    try:
        try:
            settrace(tracer)
            do()
        finally:
            settrace(None)
        for _ in range(3):
            str(_)
    except Interrupt:
        return "interrupted", True
    except Exception as error:  # with which bare, too, a lock answers that an interrupt let go of
        return type(error).__name__, True
    return "done", tracer.count >= at


def renew_locks_of_modules():
    """Those that all threads need, and that the last interrupt may have left held."""
    for module, name in (
        (threading, "_active_limbo_lock"),
        (threading, "_shutdown_locks_lock"),
        (concurrent.futures.thread, "_global_shutdown_lock"),
    ):
        if hasattr(module, name):
            is_reentrant = "RLock" in type(getattr(module, name)).__name__
            setattr(module, name, _thread.RLock() if is_reentrant else _thread.allocate_lock())


def is_free(lock):
    """Whether the calling thread, which has nothing to do with it, gets it."""
    return "free" if lock.acquire(timeout=0.1) else "held"


def elsewhere(look):
    """What another thread finds that looks; "stuck" if it comes to no end."""
    over, found = _thread.allocate_lock(), ["stuck"]
    over.acquire()

    def find():
        found.append(look())
        over.release()

    _thread.start_new_thread(find, ())
    over.acquire(timeout=0.5)
    return found[-1]


def enter(lock):
    with lock:
        pass


def taking(make):
    """acquire() and release() of a lock or semaphore: who acquired releases, if that came back."""

    def prepare():
        lock = make()
        taken = []

        def do():
            taken.append(lock.acquire())
            lock.release()

        return do, lambda: is_free(lock)

    return prepare


def entering(make):
    def prepare():
        lock = make()

        def do():
            enter(lock)

        return do, lambda: is_free(lock)

    return prepare


def transfer(make):
    """A put and a get; then whether an item comes through."""

    def prepare():
        items = make()

        def do():
            items.put("item")
            items.get()

        def left():
            found = []
            items.put("last")
            while not found or found[-1] != "last":
                found.append(items.get())
            return f"{len(found) - 1} before it"

        return do, left

    return prepare


def piped():
    one, other = multiprocessing.Pipe()

    def do():
        one.send("item")
        other.poll(1)
        other.recv()

    def left():
        one.send("last")
        found = []
        with contextlib.suppress(Exception):
            while not found or found[-1] != "last":
                found.append(other.recv())
        return f"{len(found) - 1} before it"

    return do, left


def value():
    shared = sharedctypes.Value("i", 0)

    def do():
        shared.value = 1
        str(shared.value)

    return do, lambda: is_free(shared.get_lock())


def event(make):
    def prepare():
        flag = make()

        def do():
            flag.set()
            flag.wait(1)
            flag.clear()

        def left():
            flag.set()
            return f"{flag.wait(1)}"

        return do, left

    return prepare


def condition(make):
    def prepare():
        made = make()

        def do():
            with made:
                made.notify()
                made.wait(0.0001)

        def left():
            return is_free(made)

        return do, left

    return prepare


def printed():
    def do():
        print("line")

    return do, lambda: print("after") or "prints"


def thread():
    made = threading.Thread(target=int)

    def do():
        made.start()
        made.join()

    return do, lambda: "over"


def executor():
    made = concurrent.futures.ThreadPoolExecutor(1)

    def do():
        made.submit(int).result()

    def left():
        return f"{made.submit(int).result(5)}"

    return do, left


OPERATIONS = {
    "with threading.Lock": entering(threading.Lock),
    "with threading.RLock": entering(threading.RLock),
    "threading.Lock": taking(threading.Lock),
    "threading.RLock": taking(threading.RLock),
    "with threading.Semaphore": entering(threading.Semaphore),
    "threading.Event": event(threading.Event),
    "threading.Condition": condition(threading.Condition),
    "queue.Queue": transfer(queue.Queue),
    "bounded queue.Queue": transfer(lambda: queue.Queue(2)),
    "queue.SimpleQueue": transfer(queue.SimpleQueue),
    "with multiprocessing.Lock": entering(multiprocessing.Lock),
    "multiprocessing.Lock": taking(multiprocessing.Lock),
    "multiprocessing.RLock": taking(multiprocessing.RLock),
    "with multiprocessing.Semaphore": entering(multiprocessing.Semaphore),
    "multiprocessing.Event": event(multiprocessing.Event),
    "multiprocessing.Condition": condition(multiprocessing.Condition),
    "multiprocessing.Queue": transfer(lambda: multiprocessing.Queue(5)),
    "multiprocessing.SimpleQueue": transfer(multiprocessing.SimpleQueue),
    "Pipe": piped,
    "Value": value,
    "print": printed,
    "Thread": thread,
    "ThreadPoolExecutor": executor,
}


def main():
    signal.signal(signal.SIGINT, handler)
    word = sys.argv[1]
    step = int(sys.argv[2])
    for name, prepare in OPERATIONS.items():
        if word not in name:
            continue
        outcomes, at, more = set(), 1, True
        while more:
            renew_locks_of_modules()
            do, left = prepare()
            ended, more = interrupted(at, do)
            outcomes.add(f"{ended}: {elsewhere(left)}")
            at += step
        print(json.dumps([name, at, sorted(outcomes)]), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # an executor's thread that an interrupt left alone is waited for without end
