"""main takes a lock twice; the handler of an alarm gives it back in between, after 2 s."""

import signal
import threading


def wake(number, frame):
    pause.release()


if __name__ == "__main__":
    pause = threading.Lock()
    signal.signal(signal.SIGALRM, wake)
    signal.alarm(2)
    pause.acquire()
    pause.acquire()
    print("the pause is over")
