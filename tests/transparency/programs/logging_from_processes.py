"""logging set up in main and in children, with an exception, through a QueueHandler too."""

# methods: fork spawn forkserver
import logging
import logging.handlers
import multiprocessing
import sys
import threading

FORMAT = "%(levelname)s %(processName)s %(threadName)s %(module)s:%(lineno)d %(funcName)s %(name)s %(message)s"


def work(records):
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(logging.handlers.QueueHandler(records))
    root.setLevel("DEBUG")
    logging.info("from %s", "child")
    try:
        threading.Lock().release()
    except RuntimeError:
        logging.exception("failed", stack_info=True)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    logging.basicConfig(format=FORMAT, level="INFO")
    logging.warning("from main", stack_info=True)
    records = multiprocessing.Queue()
    child = multiprocessing.Process(target=work, args=(records,))
    child.start()
    child.join()
    for _ in range(2):
        logging.getLogger().handle(records.get(timeout=10))
    logging.raiseExceptions = True
    logging.error("wrong %d", "number")
