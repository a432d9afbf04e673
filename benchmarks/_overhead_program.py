"""Times one operation: `_overhead_program.py NAME FILE` writes the nanoseconds that each took to FILE."""

import multiprocessing
import queue
import sys
import threading
import time
from pathlib import Path


def locked(lock, times):
    for _ in range(times):
        lock.acquire()
        lock.release()
    return times


def thread_lock(times):
    return locked(threading.Lock(), times)


def process_lock(times):
    return locked(multiprocessing.Lock(), times)


def contend(lock, start, times):
    start.wait()
    for _ in range(times):
        with lock:
            pass


def contended_lock(times):
    lock, start = multiprocessing.Lock(), multiprocessing.Barrier(5)
    workers = [multiprocessing.Process(target=contend, args=(lock, start, times // 4)) for _ in range(4)]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    return -(time.perf_counter() - began)


def put_and_get(items, times):
    for number in range(times):
        items.put(number)
        items.get()
    return times


def process_queue(times):
    return put_and_get(multiprocessing.Queue(10), times)


def thread_queue(times):
    return put_and_get(queue.Queue(10), times)


def produce(items, times):
    for number in range(times):
        items.put(number)


def producer_queue(times):
    items = multiprocessing.Queue(100)
    worker = multiprocessing.Process(target=produce, args=(items, times))
    worker.start()
    items.get()
    began = time.perf_counter()
    for _ in range(times - 1):
        items.get()
    took = time.perf_counter() - began
    worker.join()
    return -took


def echo(connection):
    while (message := connection.recv()) is not None:
        connection.send(message)


def round_trip(times):
    near, far = multiprocessing.Pipe()
    worker = multiprocessing.Process(target=echo, args=(far,))
    worker.start()
    near.send(0)
    near.recv()
    began = time.perf_counter()
    for number in range(times):
        near.send(number)
        near.recv()
    took = time.perf_counter() - began
    near.send(None)
    worker.join()
    return -took


def printing(times):
    for number in range(times):
        print("worker", number, "says something of a usual length")
    return times


def nothing():
    pass


def process_start(times):
    for _ in range(times):
        worker = multiprocessing.Process(target=nothing)
        worker.start()
        worker.join()
    return times


OPERATIONS = {
    "acquire+release": (process_lock, 200_000),
    "acquire+release, threading": (thread_lock, 200_000),
    "acquire+release, 4 processes contend": (contended_lock, 40_000),
    "put+get": (process_queue, 10_000),
    "put+get, queue.Queue": (thread_queue, 50_000),
    "put+get, producer and consumer": (producer_queue, 20_000),
    "pipe round trip": (round_trip, 20_000),
    "print": (printing, 50_000),
    "process start+join": (process_start, 200),
}
"""What is done, and how often. A function that begins to measure by itself returns its seconds, negative."""


def main() -> None:
    multiprocessing.set_start_method("fork")
    operation, times = OPERATIONS[sys.argv[1]]
    began = time.perf_counter()
    result = operation(times)
    took = -result if result < 0 else time.perf_counter() - began
    Path(sys.argv[2]).write_text(str(took / times * 1e9))


if __name__ == "__main__":
    main()
