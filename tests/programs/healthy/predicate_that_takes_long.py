"""main waits in wait_for() with a predicate that itself takes its time; a process waits for main to notify it."""

import time
from multiprocessing import Condition, Process


def is_ready():
    time.sleep(0.8)
    looks.append(1)
    return len(looks) == 2


def notify(changed):
    with changed:
        changed.notify_all()


looks = []

if __name__ == "__main__":
    changed = Condition()
    with changed:
        Process(target=notify, args=(changed,), name="notifier").start()
        changed.wait_for(is_ready)
    print("ready")
