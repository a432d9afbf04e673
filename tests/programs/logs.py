"""Logging from several processes by a handler that was made before they were, and multiprocessing's own log."""

import logging
import multiprocessing
import sys

logging.basicConfig(format="%(processName)s says %(message)s", level=logging.INFO)


def work():
    logging.info("hello")
    multiprocessing.get_logger().warning("careful")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    multiprocessing.log_to_stderr(logging.INFO)
    workers = [multiprocessing.Process(target=work, name=f"worker {number}") for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    logging.info("bye")
