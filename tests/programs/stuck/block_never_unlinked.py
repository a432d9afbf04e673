"""A block of shared memory is closed by all that used it, and unlinked by nobody."""

# finding: leaked suspected
# workers: MainProcess
# objects: block

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory


def fill(block):
    block.buf[0] = 7
    block.close()


if __name__ == "__main__":
    block = SharedMemory(create=True, size=64)  # where
    p = mp.Process(target=fill, args=(block,))
    p.start()
    p.join()
    print(block.buf[0], flush=True)
    block.close()
