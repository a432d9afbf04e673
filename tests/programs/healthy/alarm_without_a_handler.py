"""A process gives itself two seconds by an alarm, names no handler, and waits for a lock that main never frees."""

import signal
from multiprocessing import Lock, Process


def wait(lock):
    signal.alarm(2)
    lock.acquire()


if __name__ == "__main__":
    lock = Lock()
    with lock:
        process = Process(target=wait, args=(lock,), name="waiter")
        process.start()
        process.join()
    print(process.exitcode == -signal.SIGALRM)
