"""Three consumers wait in get() of a queue into which something comes every half a second, at last their end."""

import queue
import threading
import time


def consume(items):
    while items.get() is not None:
        pass


if __name__ == "__main__":
    items = queue.Queue()
    consumers = [threading.Thread(target=consume, args=(items,), name=f"consumer-{n}") for n in range(3)]
    for consumer in consumers:
        consumer.start()
    for item in ("first", "second", None, None, None):
        time.sleep(0.4)
        items.put(item)
    for consumer in consumers:
        consumer.join()
