"""Reading an empty standard input: EOFError of input(), in main and in a child, whose own is /dev/null."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def work():
    print(repr(sys.stdin.read()), sys.stdin.name, sys.stdin.fileno(), sys.stdin.closed)
    input("child? ")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print(child.exitcode)
    print(sys.stdin.name, sys.stdin.encoding, sys.stdin.isatty(), sys.stdin.mode, sys.__stdin__ is sys.stdin)
    input("main? ")
