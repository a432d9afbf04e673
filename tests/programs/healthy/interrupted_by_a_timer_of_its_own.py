"""Main joins a thread that waits for its lock; a timer interrupts it, as Ctrl+C does, and it gives the lock back."""

import os
import signal
import threading

lock = threading.RLock()


def work():
    with lock:
        print("worked")


if __name__ == "__main__":
    thread = threading.Thread(target=work, name="worker")
    with lock:
        thread.start()
        threading.Timer(1.6, os.kill, (os.getpid(), signal.SIGINT)).start()
        try:
            thread.join()
        except KeyboardInterrupt:
            print("interrupted")
    thread.join()
