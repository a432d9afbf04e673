"""Ctrl+C breaks off the present job, and the next one goes on; it is sent 100 times, whatever the program is doing."""

import os
import queue
import signal
import threading
import time

items = queue.SimpleQueue()
taken = 0
over = False


def press():
    global over
    for _ in range(100):
        time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
    over = True


threading.Thread(target=press, daemon=True).start()
while not over:
    try:
        while not over:
            items.put(1)
            items.get()
    except KeyboardInterrupt:
        taken += 1
try:
    time.sleep(0.1)
except KeyboardInterrupt:
    taken += 1
for _ in range(5000):
    items.put(1)
print("interrupts taken:", taken > 10, "done", flush=True)
