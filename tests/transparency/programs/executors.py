"""ThreadPoolExecutor and ProcessPoolExecutor: results, exceptions with their remote traceback, a broken pool."""

# methods: fork spawn forkserver
import concurrent.futures
import multiprocessing
import os
import sys
import traceback


def work(number):
    return 10 // number


def end(_):
    os._exit(3)


def initialise():
    raise RuntimeError("initializer")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    with concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="own") as executor:
        print(list(executor.map(work, (1, 2, 5))))
        try:
            executor.submit(work, 0).result()
        except ZeroDivisionError:
            traceback.print_exc()
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        print(list(executor.map(work, (1, 2, 5))))
        try:
            executor.submit(work, 0).result()
        except ZeroDivisionError:
            traceback.print_exc()
        for refused in (lambda: None, print.__self__):
            try:
                executor.submit(refused).result()
            except Exception as error:
                print(type(error).__name__, error)
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        try:
            executor.submit(end, 1).result()
        except concurrent.futures.process.BrokenProcessPool as error:
            error.__cause__ = None  # Python 3.15 names the exit status, where the process has one by then
            traceback.print_exc()
    with concurrent.futures.ProcessPoolExecutor(1, initializer=initialise) as executor:
        executor.submit(work, 1).result()
