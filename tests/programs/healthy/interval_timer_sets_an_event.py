"""main waits in an event without end; a timer of the system sends a signal, whose handler sets it at the third."""

import signal
import threading


def tick(number, frame):
    ticks.append(number)
    if len(ticks) == 3:
        enough.set()


ticks, enough = [], threading.Event()

if __name__ == "__main__":
    signal.signal(signal.SIGALRM, tick)
    signal.setitimer(signal.ITIMER_REAL, 0.6, 0.6)
    enough.wait()
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(len(ticks), "ticks")
