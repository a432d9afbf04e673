"""A package that is run by -m: says who it is, and starts a worker that does too."""

import sys
from multiprocessing import Process


def work():
    print("worker of", __name__, sys.argv[1:])


if __name__ == "__main__":
    print(__name__, __package__, sys.argv[1:], sys.argv[0].endswith("__main__.py"))
    child = Process(target=work)
    child.start()
    child.join()
