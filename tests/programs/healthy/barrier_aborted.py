"""Two threads wait at a barrier for a third, which never comes; main aborts it after 1.6 s, and both give up."""

import threading
import time


def meet(barrier):
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        print("called off", flush=True)


if __name__ == "__main__":
    barrier = threading.Barrier(3)
    waiters = [threading.Thread(target=meet, args=(barrier,), name=f"waiter-{number}") for number in range(2)]
    for waiter in waiters:
        waiter.start()
    time.sleep(1.6)
    barrier.abort()
    for waiter in waiters:
        waiter.join()
