"""A fork while other threads run: a DeprecationWarning since 3.12, at the line that forks."""

# methods: fork
import multiprocessing
import os
import sys
import threading
import warnings


def work():
    print("child", threading.active_count())


if __name__ == "__main__":
    warnings.simplefilter("always")
    multiprocessing.set_start_method(sys.argv[1])
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    done.set()
    thread.join()
