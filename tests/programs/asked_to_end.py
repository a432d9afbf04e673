"""Ends in its own way when it gets a signal. Arguments: the signal's name, and what it does then.

`cleans` says so and exits with 7; `ignores` goes on; `passes` does the first, and has a child that says so too.
"""

import atexit
import os
import signal
import sys
import time

number, does = getattr(signal, sys.argv[1]), sys.argv[2]


def clean(*_):
    print("cleaning up", flush=True)
    sys.exit(7)


def told(*_):
    print("child told", flush=True)
    os._exit(0)


if does == "ignores":
    signal.signal(number, signal.SIG_IGN)
if does == "passes":
    reader, writer = os.pipe()
    if os.fork() == 0:
        signal.signal(number, told)
        os.write(writer, b"x")
        time.sleep(60)
        os._exit(1)
    os.read(reader, 1)
if does != "ignores":
    atexit.register(lambda: print("atexit", flush=True))
    signal.signal(number, clean)
print("ready", flush=True)
time.sleep(60)
