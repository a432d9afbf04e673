"""A handler raises at random moments of `with lock` and `print`: is the lock free, does a traceback show the probe?"""

import random
import signal
import sys
import threading
import traceback


class HandlerError(Exception):
    pass


armed = False


def handler(*_):
    global armed
    if armed:
        armed = False
        raise HandlerError


def soon():
    global armed
    armed = True
    signal.setitimer(signal.ITIMER_REAL, 0.001 + random.random() * 0.003)


signal.signal(signal.SIGALRM, handler)
held = shown = 0
for _ in range(100):
    lock = threading.Lock()
    try:
        soon()
        while True:
            with lock:
                sum(range(100))
    except HandlerError:
        pass
    held += not lock.acquire(timeout=0.05)
    try:
        soon()
        while True:
            print("x" * 20)
    except HandlerError:
        shown += "mptui" in traceback.format_exc()
print("left held:", held, "show the probe:", shown, file=sys.stderr)
