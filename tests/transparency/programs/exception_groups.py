"""An ExceptionGroup with errors out of locks and queues, uncaught."""

# python: >=3.11
import queue
import threading

errors = []
for action in (threading.Lock().release, queue.Queue().get_nowait, threading.BoundedSemaphore(1).release):
    try:
        action()
    except Exception as error:
        error.add_note(f"while doing {action.__name__}")
        errors.append(error)
raise ExceptionGroup("several", errors)
