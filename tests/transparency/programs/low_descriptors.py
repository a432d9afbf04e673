"""Which descriptors does the program get, and may it close all that it does not know?"""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys


def work():
    print("child", os.path.basename(os.readlink("/proc/self/fd/0")))
    sys.exit(3)


if __name__ == "__main__":
    first = os.open(os.devnull, os.O_RDONLY)
    print(first, os.dup(first), os.pipe())
    os.closerange(3, 200)
    print(os.open(os.devnull, os.O_RDONLY))
    multiprocessing.set_start_method(sys.argv[1])
    lock = multiprocessing.Lock()
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    with lock:
        print(child.exitcode)
