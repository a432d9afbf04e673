"""Many workers, each printing numbered lines without end or until killed; main outlives them and names the dead.

Arguments: workers, lines of each (0: without end).
"""

import sys
from itertools import count
from multiprocessing import Process


def work(name, lines):
    for number in range(lines) if lines else count():
        print(name, number, end=";\n")


if __name__ == "__main__":
    workers, lines = map(int, sys.argv[1:])
    family = [Process(target=work, args=(f"k{number}", lines)) for number in range(workers)]
    for worker in family:
        worker.start()
    for worker in family:
        worker.join()
    print("codes", *(worker.exitcode for worker in family))
