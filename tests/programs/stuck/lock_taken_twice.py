"""A method that holds the lock calls another one that takes it again: it is no RLock."""

# finding: deadlock
# workers: MainProcess
# objects: lock

import threading


class Stock:
    def __init__(self):
        self.lock = threading.Lock()
        self.count = {"apples": 3, "pears": 2}

    def total(self):
        with self.lock:  # where
            return sum(self.count.values())

    def report(self):
        with self.lock:  # where
            return f"{len(self.count)} kinds, {self.total()} pieces"


if __name__ == "__main__":
    print(Stock().report(), flush=True)
