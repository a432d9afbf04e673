"""main waits until three results are there: it is notified at each, and goes back to sleep until the last."""

import threading
import time

results, changed = [], threading.Condition()


def compute(number):
    time.sleep(0.6 * (number + 1))
    with changed:
        results.append(number)
        changed.notify()


if __name__ == "__main__":
    for number in range(3):
        threading.Thread(target=compute, args=(number,), name=f"computer-{number}").start()
    with changed:
        changed.wait_for(lambda: len(results) == 3)
    print(results)
