"""A folder with a __main__.py, run as `python folder`: the folder itself is on the path."""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys

import neighbour


def work():
    print("child", neighbour.__name__, os.path.relpath(sys.argv[0]))


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    print(__name__, repr(__package__), __spec__.name, os.path.relpath(__file__), os.path.relpath(sys.path[0]))
    print([os.path.relpath(sys.argv[0]), *sys.argv[1:]])
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    raise ValueError(child.exitcode)
