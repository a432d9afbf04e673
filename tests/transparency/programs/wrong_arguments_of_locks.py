"""Too many, too few and unknown arguments for methods of locks and of queue.SimpleQueue: what says the TypeError?"""

# differs: these methods are written in C, and in Python under mptui: the TypeErrors are the same, their words are not
import multiprocessing
import queue
import threading

attempts = [
    lambda: threading.Lock(1),
    lambda: threading.Lock().acquire(1, 2, 3),
    lambda: threading.Lock().release(1),
    lambda: threading.RLock().acquire(colour=1),
    lambda: multiprocessing.Lock().acquire(blocking=False),
    lambda: multiprocessing.Lock().release(2),
    lambda: queue.SimpleQueue().put_nowait(),
]
for attempt in attempts:
    try:
        attempt()
    except TypeError as error:
        print(error)
