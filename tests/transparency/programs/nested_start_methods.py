"""A child of each method starts children of the other methods, through contexts."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def leaf(method, lock):
    with lock:
        print("leaf by", method, multiprocessing.get_start_method(allow_none=True))


def branch():
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        lock = context.Lock()  # kept: nothing else holds it until the child has it
        child = context.Process(target=leaf, args=(method, lock))
        child.start()
        child.join()
        print(child.exitcode, child)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    child = multiprocessing.Process(target=branch)
    child.start()
    child.join()
    foreign = multiprocessing.get_context("fork" if sys.argv[1] != "fork" else "spawn").Lock()
    child = multiprocessing.Process(target=leaf, args=("foreign", foreign))
    child.start()
    child.join()
    print(child.exitcode)
