"""Every wait has a timeout of its own, and ends by it."""

import multiprocessing
import queue
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from contextlib import suppress
from multiprocessing import connection


def wait_in_vain(function, *args, **kwargs):
    with suppress(Exception):
        function(*args, **kwargs)


def queues():
    items, local, simple = multiprocessing.Queue(1), queue.Queue(1), queue.SimpleQueue()
    items.put(1)
    local.put(1)
    wait_in_vain(items.put, 2, timeout=0.021)
    items.get()
    wait_in_vain(items.get, timeout=0.022)
    wait_in_vain(items.get, True, 0.023)
    wait_in_vain(local.put, 2, timeout=0.024)
    local.get()
    wait_in_vain(local.get, timeout=0.025)
    wait_in_vain(simple.get, timeout=0.026)


def signals():
    end, _other = multiprocessing.Pipe()
    wait_in_vain(end.poll, 0.031)
    wait_in_vain(connection.wait, [end], 0.032)
    wait_in_vain(multiprocessing.Event().wait, 0.033)
    wait_in_vain(threading.Event().wait, 0.034)
    wait_in_vain(multiprocessing.Barrier(2).wait, 0.035)
    wait_in_vain(multiprocessing.Semaphore(0).acquire, timeout=0.036)


def results():
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(time.sleep, 0.5)
        wait_in_vain(future.result, 0.041)
        wait_in_vain(future.exception, 0.042)
        wait_in_vain(wait, [future], timeout=0.043)
        wait_in_vain(list, as_completed([future], timeout=0.044))
    with multiprocessing.Pool(1) as pool:
        result = pool.apply_async(time.sleep, (0.5,))
        wait_in_vain(result.get, 0.045)
        wait_in_vain(result.wait, 0.046)
        wait_in_vain(pool.imap(time.sleep, [0.5]).next, 0.047)


def workers():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.5)"]) as program:
        wait_in_vain(program.wait, 0.051)
        wait_in_vain(program.communicate, timeout=0.052)
    process = multiprocessing.Process(target=time.sleep, args=(0.5,))
    process.start()
    process.join(0.053)
    process.join()


def proxies():
    with multiprocessing.Manager() as manager:
        items, lock = manager.Queue(1), manager.Lock()
        wait_in_vain(items.get, timeout=0.061)
        items.put(1)
        wait_in_vain(items.put, 2, True, 0.062)
        lock.acquire()
        wait_in_vain(lock.acquire, True, 0.063)
        wait_in_vain(manager.Event().wait, 0.064)
        lock.release()


if __name__ == "__main__":
    for part in (queues, signals, results, workers, proxies):
        part()
