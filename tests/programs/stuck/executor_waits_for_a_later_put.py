"""A task of an executor waits for an item that the main process puts once it has the task's result."""

# finding: stalled suspected
# workers: MainProcess
# objects: words

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def prepare(queue):
    global words
    words = queue


def count(start):
    return start + len(words.get())  # where


if __name__ == "__main__":
    words = mp.Queue()
    with ProcessPoolExecutor(2, initializer=prepare, initargs=(words,)) as executor:
        other = executor.submit(abs, -1)
        first = executor.submit(count, 0)
        print(other.result(), first.result(), flush=True)  # where
        words.put("a word")
