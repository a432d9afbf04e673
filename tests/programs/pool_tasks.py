"""A pool of one worker that is given tasks in every way. Argument: Pool or ThreadPool."""

import contextlib
import multiprocessing
import multiprocessing.pool
import sys
import time


def square(number):
    return number * number


def add(left, right):
    return left + right


def fail(number):
    raise ValueError(number)


def refused(task, *args):
    with contextlib.suppress(ValueError, multiprocessing.TimeoutError):
        task(*args)


def use(pool):
    assert pool.map(square, [1, 2], 1) == [1, 4]
    assert pool.starmap(add, [(1, 2)]) == [3]
    assert pool.apply(square, (3,)) == 9
    refused(pool.apply, fail, (4,))
    later = pool.apply_async(square, (5,))
    later.wait()
    assert later.get() == 25
    assert pool.map_async(square, [6]).get() == [36]
    assert pool.starmap_async(add, [(7, 8)]).get() == [15]
    assert list(pool.imap(square, [9])) == [81]
    assert list(pool.imap_unordered(square, [10, 11], 2)) == [100, 121]
    slow = pool.apply_async(time.sleep, (0.3,))
    refused(slow.get, 0.01)
    slow.wait()


if __name__ == "__main__":
    kind = {"Pool": multiprocessing.Pool, "ThreadPool": multiprocessing.pool.ThreadPool}[sys.argv[1]]
    workers = kind(1)
    use(workers)
    workers.close()
    workers.join()
