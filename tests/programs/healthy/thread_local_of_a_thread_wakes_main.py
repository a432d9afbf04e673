"""A thread has ended but for its threading.local, whose __del__ takes 1.6 s and then puts what main gets."""

import queue
import threading
import time


class Connection:
    def __del__(self):
        time.sleep(1.6)
        closed.put("closed")


def work():
    own.connection = Connection()


own, closed = threading.local(), queue.Queue()

if __name__ == "__main__":
    threading.Thread(target=work, name="client").start()
    print(closed.get())
