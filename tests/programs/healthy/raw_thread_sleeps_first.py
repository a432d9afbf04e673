"""A thread that is started by _thread sleeps for 1.6 s before it does anything, and then sets the event."""

import _thread
import threading
import time

event = threading.Event()


def wake():
    time.sleep(1.6)
    event.set()


_thread.start_new_thread(wake, ())
event.wait()
print("woken")
