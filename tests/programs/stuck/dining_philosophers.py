"""Five philosophers have their left fork each and wait for the right one."""

# finding: deadlock
# workers: Plato, Kant, Hume, Locke, Marx

import threading
import time

NAMES = "Plato", "Kant", "Hume", "Locke", "Marx"


def dine(left, right):
    for course in range(3):
        with left:  # where
            time.sleep(0.1)
            with right:  # where
                print(threading.current_thread().name, "eats course", course, flush=True)


if __name__ == "__main__":
    forks = [threading.Lock() for _ in NAMES]
    table = [
        threading.Thread(target=dine, args=(forks[n], forks[(n + 1) % len(forks)]), name=name)
        for n, name in enumerate(NAMES)
    ]
    for philosopher in table:
        philosopher.start()
    for philosopher in table:
        philosopher.join()
    print("all have dined", flush=True)
