"""A worker waits for a queue and then gives back main's lock; main waits for the lock: the queue is filled late."""

import queue
import threading


def work():
    orders.get()
    lock.release()


orders, lock = queue.Queue(), threading.Lock()

if __name__ == "__main__":
    threading.Thread(target=work, name="worker").start()
    threading.Timer(1.6, orders.put, ("go",)).start()
    lock.acquire()
    with lock:
        print("go")
