"""An executor is used by a function that the main module calls as it is imported; the pool breaks."""

# finding: missing-main-guard
# methods: spawn, forkserver

from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


def main():
    with ProcessPoolExecutor(2) as pool:
        print(list(pool.map(square, range(4))), flush=True)


main()  # where
