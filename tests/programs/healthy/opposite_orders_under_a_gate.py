"""Two threads take two locks in opposite orders, but only while they hold a third: a gate that one passes at a time."""

import threading
import time

gate, first, second = threading.Lock(), threading.Lock(), threading.Lock()


def work(locks, begun):
    begun.wait()
    for _ in range(5):
        with gate, locks[0], locks[1]:
            time.sleep(0.01)


if __name__ == "__main__":
    begun = threading.Barrier(2)
    orders = (first, second), (second, first)
    threads = [threading.Thread(target=work, args=(order, begun)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
