"""A process is forked while a thread counts a queue's items under the queue's own mutex."""

# finding: inherited-lock
# workers: sender
# methods: fork

import multiprocessing as mp
import queue
import threading

outbox = queue.Queue()
begun, forked = threading.Event(), threading.Event()


def count():
    with outbox.mutex:
        begun.set()
        forked.wait()
        print(len(outbox.queue), "messages", flush=True)


def send():
    outbox.put("hello")  # where
    print("sent", flush=True)


if __name__ == "__main__":
    threading.Thread(target=count, name="counter").start()
    begun.wait()
    p = mp.Process(target=send, name="sender")
    p.start()
    forked.set()
    p.join()
    print("done", flush=True)
