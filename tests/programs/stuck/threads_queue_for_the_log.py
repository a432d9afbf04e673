"""Five threads write each of their lines under a lock, and to write takes longer than all the rest."""

# finding: convoy suspected
# workers: thread-0, thread-1, thread-2, thread-3, thread-4
# objects: log

import threading
import time

log = threading.Lock()


def work(end):
    while time.monotonic() < end:
        time.sleep(0.001)
        with log:  # where
            time.sleep(0.03)


if __name__ == "__main__":
    end = time.monotonic() + 60
    threads = [threading.Thread(target=work, args=(end,), name=f"thread-{n}") for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
