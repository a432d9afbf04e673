"""A shareable list is used by two processes and left behind."""

# finding: leaked suspected
# objects: items

import multiprocessing as mp
from multiprocessing.shared_memory import ShareableList


def fill(items):
    items[1] = 5
    items.shm.close()


if __name__ == "__main__":
    items = ShareableList([1, 2, 3])  # where
    p = mp.Process(target=fill, args=(items,))
    p.start()
    p.join()
    print(list(items), flush=True)
    items.shm.close()
