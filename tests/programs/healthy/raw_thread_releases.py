"""A thread made by _thread, without an object of threading, gives back the lock that main takes a second time."""

import _thread
import time


def work(done):
    time.sleep(1.6)
    done.release()


if __name__ == "__main__":
    done = _thread.allocate_lock()
    done.acquire()
    _thread.start_new_thread(work, (done,))
    done.acquire()
    print("done")
