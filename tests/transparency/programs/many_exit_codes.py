"""Many children that end at once, each with a code of its own; no code is mixed up."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def work(code):
    sys.exit(code)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    children = [multiprocessing.Process(target=work, args=(code,)) for code in range(12)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print([child.exitcode for child in children])
