"""A lock is released by another process, and by another thread; an RLock refuses."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading


def let_go(lock):
    lock.release()
    print("released", lock)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for lock in (multiprocessing.Lock(), multiprocessing.RLock()):
        lock.acquire()
        child = multiprocessing.Process(target=let_go, args=(lock,), name="other")
        child.start()
        child.join()
        print(child.exitcode, lock)
    for lock in (threading.Lock(), threading.RLock()):
        lock.acquire()
        thread = threading.Thread(target=let_go, args=(lock,), name="other")
        thread.start()
        thread.join()
        print(lock)
