"""multiprocessing's own log, at level DEBUG, with a queue, a pool and a lock."""

# methods: fork spawn forkserver
# compare: sorted-lines
import logging
import multiprocessing
import sys


def work(items):
    items.put("x")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    multiprocessing.log_to_stderr(logging.DEBUG)
    items = multiprocessing.Queue()
    lock = multiprocessing.Lock()
    child = multiprocessing.Process(target=work, args=(items,))
    child.start()
    print(items.get())
    child.join()
    with lock:
        pass
