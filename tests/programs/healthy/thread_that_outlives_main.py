"""main is at its end while a thread of its own works on for 1.6 s and then wakes another one, which waits."""

import threading
import time


def work():
    time.sleep(1.6)
    done.set()


done = threading.Event()

if __name__ == "__main__":
    threading.Thread(target=done.wait, name="waiting").start()
    threading.Thread(target=work, name="working").start()
