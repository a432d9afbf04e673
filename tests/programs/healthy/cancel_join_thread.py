"""A process puts much that nobody will take and says that it may be lost; main joins it after its other work."""

import time
from multiprocessing import Process, Queue


def log(lines):
    lines.cancel_join_thread()
    for _ in range(200):
        lines.put("x" * 10_000)
    time.sleep(1.8)


if __name__ == "__main__":
    lines = Queue()
    logger = Process(target=log, args=(lines,), name="logger")
    logger.start()
    logger.join()
    print("nobody has read the lines, and that is meant so")
