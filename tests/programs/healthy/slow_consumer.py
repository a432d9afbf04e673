"""A queue of one place is full nearly always: two producers wait in put() for a consumer that takes its time."""

import time
from multiprocessing import Process, Queue


def produce(items):
    for number in range(2):
        items.put(number)


def consume(items):
    for _ in range(4):
        time.sleep(0.5)
        print("took", items.get(), flush=True)


if __name__ == "__main__":
    items = Queue(1)
    crew = [Process(target=produce, args=(items,), name=f"producer-{n}") for n in range(2)]
    crew.append(Process(target=consume, args=(items,), name="consumer"))
    for process in crew:
        process.start()
    for process in crew:
        process.join()
