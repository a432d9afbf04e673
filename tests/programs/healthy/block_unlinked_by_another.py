"""Who makes a block gives it away, and whoever gets it unlinks it."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory


def take(block):
    print(block.buf[0], flush=True)
    block.close()
    block.unlink()


if __name__ == "__main__":
    block = SharedMemory(create=True, size=64)
    block.buf[0] = 7
    p = mp.Process(target=take, args=(block,))
    p.start()
    p.join()
    block.close()
