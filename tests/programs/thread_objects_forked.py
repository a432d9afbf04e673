"""Objects of threads, made before processes are: each process has its own of each. The main process held `held`."""

import multiprocessing
import queue
import threading

lock, held, items = threading.Lock(), threading.Lock(), queue.Queue(5)
used, event, semaphore = queue.Queue(), threading.Event(), threading.Semaphore(1)


def work(number):
    for _ in range(50):
        with lock:
            items.put(number)
            items.get()
    with semaphore:
        items.put(number)
    used.put(number)
    event.set()
    with lock, semaphore:
        taken = held.acquire(timeout=0.1)
    print(items.qsize(), used.qsize(), event.is_set(), taken)


if __name__ == "__main__":
    used.put("by main")
    held.acquire()
    processes = [multiprocessing.Process(target=work, args=(number,), name=f"w{number}") for number in range(3)]
    for process in processes:
        process.start()
    with lock:
        for process in processes:
            process.join()
    held.release()
    print(items.qsize(), used.qsize(), event.is_set())
