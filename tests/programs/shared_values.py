"""Value and Array in two processes, one of which has to wait for the other, and RawValue."""

import ctypes
from multiprocessing import Array, Lock, Process, RawArray, RawValue, Value

from asleep import until_asleep


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double)]


def work(flag, counter, items, word, point, guarded):
    flag.value = 1
    counter.value = 1
    with counter.get_lock():
        counter.value += 1
    items[-1] = 7
    items[0:2] = items[2:4]
    word.value = b"hi"
    word[1] = b"o"
    point.x += 1
    guarded.value -= 1


def main():
    guard = Lock()
    flag = RawValue("i", 0)
    counter = Value("i", 0)
    items = Array("i", 4)
    word = Array("c", 3)
    point = Value(Point, 2, 0.5)
    guarded = Value("d", 1.5, lock=guard)
    numbers = RawArray("i", 3)
    unlocked = Value("i", 5, lock=False)
    process = Process(target=work, args=(flag, counter, items, word, point, guarded))
    counter.acquire()
    process.start()
    until_asleep(flag, process.pid)
    counter.release()
    process.join()
    print(counter.value)
    print(items[:], word.raw, point.y)
    with guard:
        pass
    print(numbers[1], unlocked.value, guarded.get_lock() is guard, type(counter).__name__, counter)


if __name__ == "__main__":
    main()
