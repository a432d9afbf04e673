"""Two daemon processes wait for what never comes and are ended with main, which sleeps for 1.8 s."""

import time
from multiprocessing import Condition, Pipe, Process, Semaphore


def wait(changed, up):
    with changed:
        up.release()
        changed.wait()


def receive(receiver, up):
    up.release()
    receiver.recv()


if __name__ == "__main__":
    changed, (receiver, sender), up = Condition(), Pipe(duplex=False), Semaphore(0)
    Process(target=wait, args=(changed, up), name="sleeper", daemon=True).start()
    Process(target=receive, args=(receiver, up), name="receiver", daemon=True).start()
    for _ in range(2):
        up.acquire()
    time.sleep(1.8)
    print("main is done")
