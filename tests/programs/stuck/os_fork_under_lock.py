"""os.fork while another thread has the lock; the child wants it, and the parent waits for the child."""

# finding: inherited-lock
# objects: journal

import os
import threading

journal = threading.Lock()
begun, forked = threading.Event(), threading.Event()


def write_slowly():
    with journal:
        begun.set()
        forked.wait()


if __name__ == "__main__":
    writer = threading.Thread(target=write_slowly, name="writer")
    writer.start()
    begun.wait()
    child = os.fork()
    if not child:
        with journal:  # where
            print("child writes", flush=True)
        os._exit(0)
    forked.set()
    writer.join()
    os.waitpid(child, 0)
    print("done", flush=True)
