"""Threads put a result and end; the main thread takes it, prints it and looks whether the thread is still alive."""

import queue
import threading

THREADS = 200
alive = 0
for number in range(THREADS):
    results = queue.Queue()
    thread = threading.Thread(target=results.put, args=(number,))
    thread.start()
    print("result", results.get(), flush=True)
    alive += thread.is_alive()
    thread.join()
print("still alive:", alive, flush=True)
