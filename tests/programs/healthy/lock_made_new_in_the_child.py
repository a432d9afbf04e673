"""A lock is held by another thread at the fork, and made new in the child, as logging does. Two threads use it."""

import os
import threading
import time
import warnings

lock, held = threading.Lock(), threading.Event()


def hold():
    with lock:
        held.set()
        time.sleep(0.5)


def work():
    with lock:
        time.sleep(0.8)


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads
    os.register_at_fork(after_in_child=lock._at_fork_reinit)
    holder = threading.Thread(target=hold, name="holder")
    holder.start()
    held.wait()
    child = os.fork()
    if not child:
        threads = [threading.Thread(target=work, name=f"worker-{number}") for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        os._exit(0)
    print(os.waitpid(child, 0)[1])
    holder.join()
