"""A worker holds the lock of a shared number and calls a helper that takes the same lock again."""

# finding: deadlock
# workers: counter-0
# objects: lock

import multiprocessing as mp


def add(total, lock, n):
    with lock:  # where
        total.value += n


def count(total, lock):
    for n in range(3):
        add(total, lock, n)
    with lock:  # where
        if total.value % 2:
            add(total, lock, 1)  # makes it even
    print("counted", flush=True)


if __name__ == "__main__":
    lock = mp.Lock()
    total = mp.Value("i", 0, lock=False)
    crew = [mp.Process(target=count, args=(total, lock), name=f"counter-{n}") for n in range(1)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(total.value, flush=True)
