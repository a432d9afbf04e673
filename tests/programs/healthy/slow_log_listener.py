"""A QueueListener with a slow handler: main has logged everything at once and waits in stop() until it is written."""

import logging.handlers
import queue
import sys
import time


class Slow(logging.StreamHandler):
    def emit(self, record):
        time.sleep(0.6)
        super().emit(record)


if __name__ == "__main__":
    records = queue.Queue()
    listener = logging.handlers.QueueListener(records, Slow(sys.stdout))
    listener.start()
    logging.getLogger().addHandler(logging.handlers.QueueHandler(records))
    for number in range(3):
        logging.getLogger().warning("message %d", number)
    listener.stop()
