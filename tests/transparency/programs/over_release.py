"""A bounded semaphore is released once too often, an unbounded one may be; negative values are refused."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading
import traceback

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for module in (threading, multiprocessing):
        semaphore = module.Semaphore(2)
        semaphore.release()
        print([semaphore.acquire(False) for _ in range(4)])
        for make in (module.Semaphore, module.BoundedSemaphore):
            try:
                make(-1)
            except (ValueError, OSError):
                traceback.print_exc()
    print(multiprocessing.Semaphore(3).get_value(), threading.Semaphore(3)._value)
    try:
        threading.Semaphore().acquire(False, 3)
    except ValueError:
        traceback.print_exc()
    with threading.BoundedSemaphore(1) as got:
        print(got)
    multiprocessing.BoundedSemaphore(2).release()
