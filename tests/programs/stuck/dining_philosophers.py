"""Five philosophers have their left fork each and wait for the right one."""

# finding: deadlock
# workers: Plato, Kant, Hume, Locke, Marx

import threading

NAMES = "Plato", "Kant", "Hume", "Locke", "Marx"


def dine(left, right, seated):
    for course in range(3):
        with left:  # where
            seated.wait()
            with right:  # where
                print(threading.current_thread().name, "eats course", course, flush=True)


if __name__ == "__main__":
    seated = threading.Barrier(len(NAMES))
    forks = [threading.Lock() for _ in NAMES]
    table = [
        threading.Thread(target=dine, args=(forks[n], forks[(n + 1) % len(forks)], seated), name=name)
        for n, name in enumerate(NAMES)
    ]
    for philosopher in table:
        philosopher.start()
    for philosopher in table:
        philosopher.join()
    print("all have dined", flush=True)
