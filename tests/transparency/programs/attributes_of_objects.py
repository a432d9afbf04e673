"""Attributes of the primitives: names, signatures, docs, and setting new ones."""

# methods: fork spawn forkserver
import inspect
import multiprocessing
import sys
import threading

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    things = [
        threading.Lock(), threading.RLock(), threading.Semaphore(), threading.Condition(), threading.Event(),
        multiprocessing.Lock(), multiprocessing.RLock(), multiprocessing.Semaphore(), multiprocessing.Condition(),
        multiprocessing.Queue(), multiprocessing.SimpleQueue(), multiprocessing.JoinableQueue(),
        multiprocessing.Pipe()[0], multiprocessing.Process(), threading.Thread(),
    ]  # fmt: skip
    for thing in things:
        print(type(thing).__name__, [name for name in dir(thing) if not name.startswith("_")])
        for name in ("acquire", "release", "put", "get", "send", "recv", "start", "join", "run", "__enter__"):
            method = getattr(thing, name, None)
            if method is None:
                continue
            print("   ", name, callable(method), method.__name__)
            if not hasattr(thing, "acquire"):
                print(
                    "       ",
                    inspect.signature(method),
                    method.__self__ is thing,
                    method.__qualname__,
                    bool(method.__doc__),
                )
        try:
            thing.extra = 1
        except AttributeError as error:
            print("   ", type(error).__name__)
    for call in (threading.Lock, threading.RLock, multiprocessing.Pipe, multiprocessing.Lock, multiprocessing.Queue):
        try:
            print(call.__name__, call.__module__, call.__qualname__, inspect.signature(call))
        except ValueError as error:
            print(error)
