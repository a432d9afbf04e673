"""main puts what takes 1.5 s to pickle and waits for it itself: the queue's own thread is at work meanwhile."""

import time
from multiprocessing import Queue


class Report:
    def __reduce__(self):
        time.sleep(1.5)
        return str, ("the report",)


if __name__ == "__main__":
    reports = Queue()
    reports.put(Report())
    print(reports.get())
