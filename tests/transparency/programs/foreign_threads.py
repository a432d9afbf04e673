"""Threads that threading did not start, and asks about itself: they are forgotten when they have ended."""

import _thread
import threading
import time

known = []


def work(done):
    known.append(threading.current_thread())
    done.release()


if __name__ == "__main__":
    done = threading.Lock()
    done.acquire()
    _thread.start_new_thread(work, (done,))
    done.acquire()
    (thread,) = known
    deadline = time.monotonic() + 10
    while thread in threading.enumerate() and time.monotonic() < deadline:
        time.sleep(0.01)
    print(type(thread).__name__, thread.daemon, len(threading.enumerate()))
