"""How does an uncaught exception in a child read, and what exit code has it?"""

# methods: fork spawn forkserver
import multiprocessing
import sys


def work(number):
    print("working", number)
    {}[number]


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    child = multiprocessing.Process(target=work, args=(7,))
    child.start()
    child.join()
    print(child.exitcode)
