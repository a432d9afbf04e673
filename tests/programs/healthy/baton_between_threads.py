"""A lock that main takes and a thread gives back: two stages of work, each started by the one before. It ends."""

import threading
import time


def stage(name, own, following, seconds):
    own.acquire()
    time.sleep(seconds)
    print(f"{name} is done", flush=True)
    following.release()


if __name__ == "__main__":
    begin, middle, end = (threading.Lock() for _ in range(3))
    for lock in (begin, middle, end):
        lock.acquire()
    threading.Thread(target=stage, args=("load", begin, middle, 0.9), name="load").start()
    threading.Thread(target=stage, args=("save", middle, end, 0.9), name="save").start()
    begin.release()
    end.acquire()
    print("end")
