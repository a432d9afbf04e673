"""multiprocessing's own log, at level INFO: what it tells of children, managers and finalizers."""

# methods: fork spawn forkserver
import logging
import multiprocessing
import sys


def work():
    multiprocessing.get_logger().info("child working")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    logger = multiprocessing.log_to_stderr(logging.INFO)
    print(logger, logger.handlers, multiprocessing.get_logger() is logger)
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    logger.warning("main ends")
