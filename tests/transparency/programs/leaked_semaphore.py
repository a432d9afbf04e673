"""Named semaphores and shared memory that nobody cleans up: the resource tracker's words."""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys
from multiprocessing import resource_tracker, shared_memory

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    lock = multiprocessing.Lock()
    memory = shared_memory.SharedMemory(create=True, size=16)
    memory.buf[0] = 3
    print(memory.buf[0], len(memory.name) > 3)
    sys.stdout.flush()
    resource_tracker.ensure_running()
    os._exit(5)
