"""A process that has put 8 MB cannot end before main takes them; main is busy for 1.8 s, and then does."""

import time
from multiprocessing import Process, Queue


def produce(items):
    for number in range(4):
        items.put(bytes([number]) * 2_000_000)


if __name__ == "__main__":
    items = Queue()
    producer = Process(target=produce, args=(items,), name="producer")
    producer.start()
    time.sleep(1.8)
    for _ in range(4):
        print(len(items.get()))
    producer.join()
