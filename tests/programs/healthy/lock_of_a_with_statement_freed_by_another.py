"""main waits, within its own with statement, for a lock a second time; a thread gives it back for it after 1.6 s."""

import threading
import time

turn = threading.Lock()


def give_way():
    time.sleep(1.6)
    turn.release()


if __name__ == "__main__":
    threading.Thread(target=give_way, name="other").start()
    with turn:
        turn.acquire()
        print("it was my turn again")
