"""A child ends while its parent looks away for a second, then joins it."""

import time
from multiprocessing import Process


def work():
    pass


if __name__ == "__main__":
    child = Process(target=work, name="early")
    child.start()
    time.sleep(1)
    child.join()
