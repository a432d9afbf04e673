"""Objects that raise while they are pickled, or while they are unpickled, on their way to and from children."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import traceback


class Refuses:
    def __getstate__(self):
        raise ArithmeticError("not me")


class Explodes:
    def __reduce__(self):
        return explode, ()


def explode():
    raise ArithmeticError("on arrival")


def work(*_):
    print("ran")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    box = multiprocessing.SimpleQueue()
    box.put(Explodes())
    try:
        box.get()
    except ArithmeticError:
        traceback.print_exc()
    child = multiprocessing.Process(target=work, args=(Explodes(),))
    child.start()
    child.join()
    print(child.exitcode)
    child = multiprocessing.Process(target=work, args=(Refuses(),))
    child.start()
    child.join()
    print(child.exitcode)
