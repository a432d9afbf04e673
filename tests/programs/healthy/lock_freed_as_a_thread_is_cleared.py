"""What a thread keeps in a threading.local goes as it ends; its __del__ takes 1.5 s and then frees the lock."""

import threading
import time


class Session:
    def __init__(self, lock):
        self.lock = lock
        lock.acquire()

    def __del__(self):
        time.sleep(1.5)
        self.lock.release()


def work(lock):
    own.session = Session(lock)
    opened.set()


own, opened = threading.local(), threading.Event()

if __name__ == "__main__":
    account = threading.Lock()
    thread = threading.Thread(target=work, args=(account,), name="client")
    thread.start()
    opened.wait()
    account.acquire()
    print("the session is closed")
