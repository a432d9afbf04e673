"""Blocks of a SharedMemoryManager are unlinked by it as its with statement ends."""

from multiprocessing.managers import SharedMemoryManager

if __name__ == "__main__":
    with SharedMemoryManager() as manager:
        block, items = manager.SharedMemory(64), manager.ShareableList([1, 2])
        block.buf[0] = 7
        print(block.buf[0], list(items), flush=True)
