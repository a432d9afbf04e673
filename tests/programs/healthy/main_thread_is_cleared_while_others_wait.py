"""main is over and waits for its threads as Python ends; a function registered for that moment wakes them late."""

import threading
import time


def shut_down():
    time.sleep(1.6)
    over.set()


over = threading.Event()

if __name__ == "__main__":
    threading._register_atexit(shut_down)
    threading.Thread(target=over.wait, name="service").start()
