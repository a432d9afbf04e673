"""os.fork while another thread has the lock; the child wants it, and the parent waits for the child."""

# finding: inherited-lock
# objects: journal

import os
import threading
import time

journal = threading.Lock()


def write_slowly():
    with journal:
        time.sleep(0.5)


if __name__ == "__main__":
    writer = threading.Thread(target=write_slowly, name="writer")
    writer.start()
    time.sleep(0.2)
    child = os.fork()
    if not child:
        with journal:  # where
            print("child writes", flush=True)
        os._exit(0)
    writer.join()
    os.waitpid(child, 0)
    print("done", flush=True)
