"""A program that never sets a start method has the platform's."""

import multiprocessing
import os


def work(parent):
    print(os.getppid() == parent, multiprocessing.get_start_method(), __name__)


if __name__ == "__main__":
    child = multiprocessing.Process(target=work, args=(os.getpid(),))
    child.start()
    child.join()
    print(multiprocessing.get_start_method(), child.exitcode)
