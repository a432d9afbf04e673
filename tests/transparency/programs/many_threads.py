"""Two hundred threads that take turns at a lock and a queue: nothing is lost, and all names and counts are right."""

import queue
import threading

lock = threading.Lock()
items = queue.Queue()
total = 0


def work(number):
    global total
    for _ in range(10):
        with lock:
            total += number
    items.put(threading.current_thread().name)


threads = [threading.Thread(target=work, args=(number,), name=f"worker {number}") for number in range(200)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
names = {items.get_nowait() for _ in threads}
print(total, len(names), items.empty(), threading.active_count(), lock.locked())
