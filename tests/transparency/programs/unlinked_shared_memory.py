"""Shared memory between processes: written, read, attached by name, unlinked twice, not found."""

# methods: fork spawn forkserver
import multiprocessing
import sys
from multiprocessing import shared_memory


def work(name):
    memory = shared_memory.SharedMemory(name)
    memory.buf[0] += 1
    memory.close()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    memory = shared_memory.SharedMemory(create=True, size=4)
    memory.buf[0] = 41
    child = multiprocessing.Process(target=work, args=(memory.name,))
    child.start()
    child.join()
    print(memory.buf[0], child.exitcode)
    items = shared_memory.ShareableList([1, "two", 3.0, None])
    print(list(items), items.count(1))
    items.shm.close()
    items.shm.unlink()
    memory.close()
    memory.unlink()
    try:
        shared_memory.SharedMemory(memory.name)
    except FileNotFoundError as error:
        print(type(error).__name__)
    memory.unlink()
