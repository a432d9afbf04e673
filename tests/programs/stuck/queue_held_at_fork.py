"""A process is forked while a thread counts a queue's items under the queue's own mutex."""

# finding: inherited-lock
# workers: sender
# methods: fork

import multiprocessing as mp
import queue
import threading
import time

outbox = queue.Queue()


def count():
    with outbox.mutex:
        time.sleep(0.5)
        print(len(outbox.queue), "messages", flush=True)


def send():
    outbox.put("hello")  # where
    print("sent", flush=True)


if __name__ == "__main__":
    threading.Thread(target=count, name="counter").start()
    time.sleep(0.2)
    p = mp.Process(target=send, name="sender")
    p.start()
    p.join()
    print("done", flush=True)
