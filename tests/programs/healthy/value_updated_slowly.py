"""Two processes add to a shared value under its own lock, and each sleeps with it; main waits for both."""

import time
from multiprocessing import Process, Value


def add(total):
    for _ in range(2):
        with total.get_lock():
            time.sleep(0.5)
            total.value += 1


if __name__ == "__main__":
    total = Value("i", 0)
    crew = [Process(target=add, args=(total,), name=f"adder-{number}") for number in range(2)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
    print(total.value)
