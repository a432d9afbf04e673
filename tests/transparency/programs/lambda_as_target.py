"""A lambda and a local function as targets: fine under fork, a pickling error otherwise."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def main():
    def local():
        print("local ran")

    for target in (lambda: print("lambda ran"), local):
        try:
            child = multiprocessing.Process(target=target)
            child.start()
            child.join()
        except Exception as error:
            print(type(error).__name__, error)
    multiprocessing.Process(target=lambda: print("last")).start()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    main()
