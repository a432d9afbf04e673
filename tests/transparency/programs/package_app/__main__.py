"""Run with -m, relative imports and children that import the package again."""

# methods: fork spawn forkserver
# run: module
# args: -m --help
import multiprocessing
import os
import sys

from . import helper


def work():
    print("child", __name__, __package__, helper.__name__, sys.argv[1:])
    raise helper.Problem("in child")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    print(__name__, __package__, __spec__.name, __spec__.parent, os.path.basename(__file__), __loader__.name)
    print(os.path.relpath(sys.argv[0]), sys.argv[1:], sys.path[0] == os.getcwd(), getattr(sys, "orig_argv", [])[1:3])
    print(sorted(globals()))
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    helper.fail()
