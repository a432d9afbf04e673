"""A module that is run by -m and starts a worker."""

import sys
from multiprocessing import Process


def work():
    print("worker of", __name__, sys.argv[1:])


if __name__ == "__main__":
    print(__name__, __package__, __spec__.name, sys.argv[1:])
    child = Process(target=work)
    child.start()
    child.join()
