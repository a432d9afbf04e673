"""Exit functions that raise, exit and print; the output is still there."""

import atexit
import sys


def fail():
    raise ValueError("at exit")


def leave():
    print("leaving")
    sys.exit(9)


def stack():
    import traceback

    traceback.print_stack()


atexit.register(print, "ran first registered")
atexit.register(leave)
atexit.register(fail)
atexit.register(stack)
print("main ends")
sys.exit(4)
