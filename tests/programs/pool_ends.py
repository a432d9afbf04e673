"""Pools whose workers end early: after one task each, and by being terminated."""

import multiprocessing
import time


def square(number):
    return number * number


if __name__ == "__main__":
    with multiprocessing.Pool(1, maxtasksperchild=1) as brief:
        assert brief.map(square, [1, 2, 3], 1) == [1, 4, 9]
        brief.close()
        brief.join()
    with multiprocessing.Pool(2) as stopped:
        stopped.apply_async(time.sleep, (60,))
        assert stopped.apply(square, (4,)) == 16
