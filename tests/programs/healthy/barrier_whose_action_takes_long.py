"""Three threads meet at a barrier twice; one of them does what the barrier is to do then, and the others wait."""

import threading
import time


def save():
    time.sleep(0.9)
    print("saved", flush=True)


def work(barrier):
    for _ in range(2):
        barrier.wait()


if __name__ == "__main__":
    barrier = threading.Barrier(3, action=save)
    workers = [threading.Thread(target=work, args=(barrier,), name=f"worker-{n}") for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
