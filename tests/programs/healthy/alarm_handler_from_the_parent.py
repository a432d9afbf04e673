"""The handler of the alarm is older than the forked child that sets it: its wait ends by it after 2 s."""

import os
import signal
import threading


def wake(number, frame):
    awake.set()


awake = threading.Event()

if __name__ == "__main__":
    signal.signal(signal.SIGALRM, wake)
    child = os.fork()
    if not child:
        signal.alarm(2)
        awake.wait()
        os._exit(0)
    print(os.waitpid(child, 0)[1])
