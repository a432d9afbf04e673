"""A grandchild fails; the child raises because of that."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def leaf():
    raise RuntimeError("leaf")


def branch():
    child = multiprocessing.Process(target=leaf, name="leaf")
    child.start()
    child.join()
    raise SystemExit(child.exitcode + 4)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    child = multiprocessing.Process(target=branch, name="branch")
    child.start()
    child.join()
    print(child.exitcode, child)
