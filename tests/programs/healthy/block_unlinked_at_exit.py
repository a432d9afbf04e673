"""A block is closed early, and unlinked as the very last thing."""

import atexit
from multiprocessing.shared_memory import SharedMemory

if __name__ == "__main__":
    block = SharedMemory(create=True, size=64)
    atexit.register(block.unlink)
    block.buf[0] = 7
    print(block.buf[0], flush=True)
    block.close()
