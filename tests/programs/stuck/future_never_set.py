"""A thread shall set a future's result, and fails before; the main thread waits for it."""

# finding: nobody-left
# workers: MainProcess

import threading
from concurrent.futures import Future


def fetch(answer):
    answer.set_result({"status": 200}["body"])


if __name__ == "__main__":
    answer = Future()
    threading.Thread(target=fetch, args=(answer,), name="fetcher").start()
    print(answer.result(), flush=True)  # where
