"""Shared memory: a segment, a list, and those of a SharedMemoryManager."""

from multiprocessing import Process
from multiprocessing.managers import SharedMemoryManager
from multiprocessing.shared_memory import ShareableList, SharedMemory


def work(name, numbers, managed):
    again = SharedMemory(name)
    again.buf[0] = 7
    again.close()
    numbers[1] = 5
    numbers[-1] += 1
    numbers.shm.close()
    managed.buf[1] = 8
    managed.close()


def main():
    segment = SharedMemory(create=True, size=10)
    numbers = ShareableList([1, "two", 3])
    with SharedMemoryManager() as manager:
        managed = manager.SharedMemory(20)
        process = Process(target=work, args=(segment.name, numbers, managed))
        process.start()
        process.join()
        print(segment.buf[0], managed.buf[1], list(numbers))
        managed.close()
    segment.close()
    segment.close()
    segment.unlink()
    try:
        segment.unlink()
    except FileNotFoundError:
        print("gone")
    numbers.shm.close()
    numbers.shm.unlink()


if __name__ == "__main__":
    main()
