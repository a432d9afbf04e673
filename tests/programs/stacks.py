"""Workers that are somewhere. sys.argv[1] says what the child does; it says when it is about to."""

import multiprocessing as mp
import os
import signal
import sys
import threading
import time


def get(queue):
    return queue.get()


def ask(queue):
    return get(queue)


def nested(queue):
    threading.Thread(target=ask, args=(queue,), name="asker").start()
    queue.get()


def runs(_):
    while True:
        sum(range(1000))


def pauses(_):
    signal.pause()
    print("the pause is over", flush=True)


def handles(queue):
    signal.signal(signal.SIGURG, lambda *_: print("handled", flush=True))
    queue.get()


def blocks(_):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    print("got", signal.sigwait({signal.SIGURG}), flush=True)


def closes(queue):
    descriptor = queue._reader.fileno()
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, 1200)
    queue.get()


def urges(_):
    for _ in range(3000):
        os.kill(os.getpid(), signal.SIGURG)


def replaced(_):
    os.execvp("sleep", ["sleep", "1000"])


if __name__ == "__main__":
    queue = mp.Queue()
    child = mp.Process(target=globals()[sys.argv[1]], args=(queue,), name="child")
    child.start()
    time.sleep(0.3)
    print("up", flush=True)
    child.join()
