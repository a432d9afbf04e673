"""An executor of one worker that is given tasks in every way. Argument: ThreadPoolExecutor or ProcessPoolExecutor."""

import concurrent.futures
import contextlib
import sys
import time


def square(number):
    return number * number


def fail(number):
    raise ValueError(number)


def refused(task, *args):
    with contextlib.suppress(ValueError, concurrent.futures.TimeoutError):
        task(*args)


def use(executor):
    first = executor.submit(square, 1)
    concurrent.futures.wait([first, executor.submit(time.sleep, 0.1)])
    assert first.result() == 1
    refused(executor.submit(fail, 2).result)
    assert list(executor.map(square, [3])) == [9]
    slow = executor.submit(time.sleep, 0.3)
    refused(slow.result, 0.01)
    for done in concurrent.futures.as_completed([slow]):
        done.result()


if __name__ == "__main__":
    workers = getattr(concurrent.futures, sys.argv[1])(1)
    use(workers)
    workers.shutdown()
