"""Value and Array: locks, raw forms, counting with and without, errors."""

# methods: fork spawn forkserver
import ctypes
import multiprocessing
import sys
import traceback


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]


def work(number, numbers, point):
    for _ in range(100):
        with number.get_lock():
            number.value += 1
    with numbers:
        numbers[:] = [value * 2 for value in numbers]
    point.x += 1


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    number = multiprocessing.Value("i", 0)
    numbers = multiprocessing.Array("d", [1, 2, 3])
    point = multiprocessing.Value(Point, 1, 2)
    children = [multiprocessing.Process(target=work, args=(number, numbers, point)) for _ in range(2)]
    for child in children:
        child.start()
        child.join()
    print(number.value, list(numbers), point.x, number.get_lock(), numbers.get_lock(), numbers.get_obj())
    raw = multiprocessing.Value("i", 5, lock=False)
    print(raw, type(raw), multiprocessing.RawArray("i", 2), hasattr(raw, "get_lock"), len(numbers))
    for attempt in (
        lambda: numbers[7],
        lambda: multiprocessing.Value("i", lock="no"),
        lambda: multiprocessing.Value("i", "x"),
        lambda: number.release(),
    ):
        try:
            attempt()
        except Exception:
            traceback.print_exc()
