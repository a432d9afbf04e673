"""Two processes and a thread count on, one line a number. Argument: numbers (0: without end), seconds between them."""

import sys
import threading
import time
from itertools import count
from multiprocessing import Process


def tick(name, numbers, seconds):
    for number in range(numbers) if numbers else count():
        print(name, number)
        time.sleep(seconds)


if __name__ == "__main__":
    numbers, seconds = int(sys.argv[1]), float(sys.argv[2])
    workers = [
        Process(target=tick, args=("a", numbers, seconds)),
        Process(target=tick, args=("b", numbers, seconds)),
        threading.Thread(target=tick, args=("t", numbers, seconds)),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
