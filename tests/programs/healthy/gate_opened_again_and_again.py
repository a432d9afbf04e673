"""An event used as a gate: it is opened for a moment every half a second, and the workers pass one by one."""

import time
from multiprocessing import Event, Process, Semaphore


def pass_through(gate, passed):
    gate.wait()
    gate.clear()
    passed.release()


if __name__ == "__main__":
    gate, passed = Event(), Semaphore(0)
    for number in range(3):
        worker = Process(target=pass_through, args=(gate, passed), name=f"worker-{number}")
        worker.start()
        time.sleep(0.6)
        gate.set()
        passed.acquire()
        worker.join()
