"""Every public function, class and method of the modules that mptui hooks can be pickled, or not, as ever.

What is pickled is found again under its name, and is the same object.
"""

import importlib
import inspect
import pickle
import re

MODULES = """
    os posix sys threading _thread queue _queue time subprocess signal multiprocessing multiprocessing.pool
    multiprocessing.managers multiprocessing.queues multiprocessing.synchronize multiprocessing.connection
    multiprocessing.shared_memory multiprocessing.sharedctypes multiprocessing.process multiprocessing.context
    multiprocessing.heap multiprocessing.util multiprocessing.reduction concurrent.futures concurrent.futures.process
    concurrent.futures.thread asyncio traceback linecache inspect logging gc faulthandler builtins io contextlib atexit
    warnings
""".split()

REAL_TYPES = {("_thread", "LockType"), ("_thread", "lock")}
"""Since Python 3.13 these are threading.Lock by other names; docs/limits.md says which of them is pickled."""


def outcome(thing):
    try:
        pickled = pickle.dumps(thing)
        return pickle.loads(pickled) is thing, b"mptui" in pickled
    except Exception as error:
        return type(error).__name__, re.sub(" at 0x[0-9a-f]+", "", str(error))[:60]


def main():
    for name in MODULES:
        module = importlib.import_module(name)
        for key, thing in sorted(vars(module).items()):
            if not callable(thing) or key.startswith("_") or (name, key) in REAL_TYPES:
                continue
            print(name, key, *outcome(thing))
            methods = sorted(vars(thing).items()) if inspect.isclass(thing) else ()
            for method, value in methods:
                if callable(value) and not method.startswith("_"):
                    print("   ", method, outcome(value)[0])


if __name__ == "__main__":
    main()
