"""WORKERS processes or threads that print PRINTS messages of ARGUMENTS arguments each, all at once and without a lock.

Every fragment, separators and line ends too, names its worker in its first two characters and is `LENGTH` bytes long,
so that the bytes that arrive tell who wrote what.
"""

import multiprocessing
import sys
import threading

LENGTH = 3


def work(worker: int, prints: int, arguments: int) -> None:
    """Print `prints` messages. With `-u` each is 2 * `arguments` fragments."""
    name = f"{worker:02d}"
    texts = [f"{name}x"] * arguments
    for _ in range(prints):
        print(*texts, sep=f"{name} ", end=f"{name}\n")


def main() -> None:
    """Start all, wait for all."""
    workers, prints, arguments = (int(text) for text in sys.argv[1:4])
    flavor = threading.Thread if sys.argv[4] == "threads" else multiprocessing.get_context("fork").Process
    crowd = [flavor(target=work, args=(worker, prints, arguments)) for worker in range(workers)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


if __name__ == "__main__":
    main()
