"""An excepthook that raises itself, and one that is missing."""

import sys
import threading


def fail(*_):
    raise RuntimeError("in the hook")


threading.excepthook = fail
thread = threading.Thread(target=lambda: 1 / 0, name="thread")
thread.start()
thread.join()
sys.excepthook = fail
raise ValueError("shown too")
