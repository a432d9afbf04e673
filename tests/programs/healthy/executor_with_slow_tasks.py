"""An executor of two processes with four slow tasks: main waits in result(), and the last ones for a place."""

import time
from concurrent.futures import ProcessPoolExecutor


def compute(number):
    time.sleep(0.9)
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print(list(executor.map(compute, range(4))))
