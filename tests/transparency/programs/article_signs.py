"""The article's first program, without a main guard: threads, then processes, print a sign and a pid under a lock."""

# compare: sorted-lines
import multiprocessing
import os
import threading


def worker(sign, lock):
    lock.acquire()
    print(sign, os.getpid() == main)
    lock.release()


main = os.getpid()
print("Main:", main == os.getpid())
record = []
lock = threading.Lock()
for _ in range(5):
    thread = threading.Thread(target=worker, args=("thread", lock))
    thread.start()
    record.append(thread)
for thread in record:
    thread.join()
record = []
lock = multiprocessing.Lock()
for _ in range(5):
    process = multiprocessing.Process(target=worker, args=("process", lock))
    process.start()
    record.append(process)
for process in record:
    process.join()
