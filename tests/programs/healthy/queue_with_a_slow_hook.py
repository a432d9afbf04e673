"""A queue of the program's own whose _get() takes long: who gets has the lock meanwhile, and all others wait."""

import queue
import threading
import time


class Slow(queue.Queue):
    def _get(self):
        time.sleep(0.6)
        return super()._get()


def consume(items):
    print(items.get(), flush=True)


if __name__ == "__main__":
    items = Slow()
    for number in range(3):
        items.put(number)
    consumers = [threading.Thread(target=consume, args=(items,), name=f"consumer-{n}") for n in range(3)]
    for consumer in consumers:
        consumer.start()
    for consumer in consumers:
        consumer.join()
