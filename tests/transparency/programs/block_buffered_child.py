"""A child fills its buffer, half a line stays in main's while it forks."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def work():
    sys.stdout.write("x" * 9000)
    sys.stdout.write("\nhalf of the child")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    sys.stdout.write("half of main, ")
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print("other half")
