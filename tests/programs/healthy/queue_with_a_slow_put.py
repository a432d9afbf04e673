"""A queue of the program's own whose _put() writes to a journal first: consumers wait while put() takes long."""

import queue
import threading
import time


class Journaled(queue.Queue):
    def _put(self, item):
        time.sleep(0.8)
        super()._put(item)


def consume(items):
    print(items.get(), flush=True)


if __name__ == "__main__":
    items = Journaled()
    consumers = [threading.Thread(target=consume, args=(items,), name=f"consumer-{n}") for n in range(2)]
    for consumer in consumers:
        consumer.start()
    items.put("one")
    items.put("two")
    for consumer in consumers:
        consumer.join()
