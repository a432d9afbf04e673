"""A block of shared memory is filled slowly by one process; another waits for the event that says it is full."""

import time
from multiprocessing import Event, Process
from multiprocessing.shared_memory import SharedMemory


def fill(name, full):
    block = SharedMemory(name)
    for place in range(3):
        time.sleep(0.5)
        block.buf[place] = place + 1
    block.close()
    full.set()


def add_up(name, full):
    full.wait()
    block = SharedMemory(name)
    print(sum(block.buf[:3]), flush=True)
    block.close()


if __name__ == "__main__":
    block, full = SharedMemory(create=True, size=3), Event()
    crew = [Process(target=work, args=(block.name, full), name=work.__name__) for work in (fill, add_up)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
    block.close()
    block.unlink()
