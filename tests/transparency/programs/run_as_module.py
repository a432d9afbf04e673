"""A single module run with -m: the traceback has runpy's frames, as without mptui."""

# methods: fork spawn forkserver
# run: module
import multiprocessing
import sys


def work():
    print(__name__, __spec__.name if __spec__ else None)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    work()
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    raise ValueError(child.exitcode)
