"""Fifty threads stand in a ring; each holds its own cell and waits for its neighbour's."""

# finding: deadlock
# workers: cell-0, cell-1, cell-24, cell-49

import threading


def update(own, neighbour, started):
    with own:  # where
        started.wait()
        with neighbour:  # where
            pass


if __name__ == "__main__":
    locks = [threading.Lock() for _ in range(50)]
    started = threading.Barrier(50)
    cells = [
        threading.Thread(target=update, args=(locks[n], locks[(n + 1) % 50], started), name=f"cell-{n}")
        for n in range(50)
    ]
    for t in cells:
        t.start()
    for t in cells:
        t.join()
    print("updated", flush=True)
