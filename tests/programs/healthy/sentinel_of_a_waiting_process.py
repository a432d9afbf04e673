"""main waits for the ends of two processes by their sentinels; one waits for the other, which sleeps for 1.7 s."""

import time
from multiprocessing import Event, Process, connection


def work(done):
    time.sleep(1.7)
    done.set()


if __name__ == "__main__":
    done = Event()
    processes = [Process(target=work, args=(done,), name="worker"), Process(target=done.wait, name="waiting")]
    for process in processes:
        process.start()
    waiting = {process.sentinel: process.name for process in processes}
    while waiting:
        for sentinel in connection.wait(list(waiting)):
            del waiting[sentinel]
    print("both have ended")
