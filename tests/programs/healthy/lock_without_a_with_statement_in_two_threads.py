"""Three threads take a lock by acquire() and give it back in finally, as older programs do. Each has it 0.6 s."""

import threading
import time

lock = threading.Lock()


def work():
    lock.acquire()
    try:
        time.sleep(0.6)
    finally:
        lock.release()


if __name__ == "__main__":
    threads = [threading.Thread(target=work, name=f"thread-{number}") for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
