"""sys.exit with all sorts of values in children, os._exit, and a return value."""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys

VALUES = (0, 1, 255, 256, -1, True, None, "words", 3.5, (1, 2))


def leave(index):
    sys.exit(VALUES[index])


def hard(code):
    print("lost or not", end="")
    os._exit(code)


def returns():
    return 7


def plain():
    raise SystemExit


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    targets = [(leave, (index,)) for index in range(len(VALUES))]
    for target, args in [*targets, (hard, (3,)), (hard, (0,)), (returns, ()), (plain, ()), (quit, (2,))]:
        child = multiprocessing.Process(target=target, args=args, name="child")
        child.start()
        child.join()
        print(args, child.exitcode)
    sys.exit("main says")
