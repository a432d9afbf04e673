"""Futures that the program makes by itself: one is set by a thread after a while, one by a callback of the first."""

import threading
import time
from concurrent.futures import Future


def fetch(answer):
    time.sleep(1.6)
    answer.set_result(200)


if __name__ == "__main__":
    answer, doubled = Future(), Future()
    answer.add_done_callback(lambda done: doubled.set_result(2 * done.result()))
    threading.Thread(target=fetch, args=(answer,), name="fetcher").start()
    print(doubled.result())
