"""The repr of primitives while another thread or process holds them."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading


def hold(lock, ready, done):
    with lock:
        ready.set()
        done.wait()
        print("inside", lock)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for make in (multiprocessing.Lock, multiprocessing.RLock, multiprocessing.Semaphore):
        lock, ready, done = make(), multiprocessing.Event(), multiprocessing.Event()
        child = multiprocessing.Process(target=hold, args=(lock, ready, done), name="holder")
        child.start()
        ready.wait()
        print(lock, lock.acquire(False), lock.acquire(timeout=0.05))
        done.set()
        child.join()
        print(lock)
    for make in (multiprocessing.Lock, multiprocessing.RLock, threading.Lock, threading.Condition):
        lock, ready, done = make(), threading.Event(), threading.Event()
        thread = threading.Thread(target=hold, args=(lock, ready, done), name="holder")
        thread.start()
        ready.wait()
        print(lock, lock.acquire(False))
        done.set()
        thread.join()
        print(lock)
