"""Executors of threads and of processes without work, while main waits for a thread that sets an event late."""

import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

if __name__ == "__main__":
    later = threading.Event()
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        print(threads.submit(abs, -1).result(), processes.submit(abs, -2).result())
        threading.Timer(1.8, later.set).start()
        later.wait()
