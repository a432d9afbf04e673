"""A worker of a pool makes a block for its result; whoever gets its name forgets to unlink it."""

# finding: leaked suspected
# objects: block

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory


def load(n):
    block = SharedMemory(create=True, size=64)  # where
    block.buf[0] = n
    block.close()
    return block.name


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        name = pool.apply(load, (3,))
        attached = SharedMemory(name)
        print(attached.buf[0], flush=True)
        attached.close()
        pool.close()
        pool.join()
