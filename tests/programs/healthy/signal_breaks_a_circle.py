"""main and a thread wait for each other's locks; a signal raises an exception out of main's wait, which frees both."""

import os
import signal
import subprocess
import threading

first, second, both = threading.Lock(), threading.Lock(), threading.Barrier(2)


class StartOverError(Exception):
    pass


def start_over(number, frame):
    raise StartOverError


def work():
    with second:
        both.wait()
        with first:
            print("the thread has both", flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, start_over)
    helper = subprocess.Popen(["sh", "-c", f"sleep 1.8; kill -USR1 {os.getpid()}"])
    thread = threading.Thread(target=work, name="worker")
    thread.start()
    try:
        with first:
            both.wait()
            with second:
                pass
    except StartOverError:
        print("main has let go")
    thread.join()
    helper.wait()
