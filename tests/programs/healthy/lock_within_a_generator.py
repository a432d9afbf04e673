"""A generator holds a lock; the thread that began it ends, another one exhausts it, as web servers stream answers."""

import threading
import time

database = threading.Lock()


def rows():
    with database:
        yield "first row"
        yield "last row"


def ask():
    answer.append(rows())
    print(next(answer[0]), flush=True)


def send():
    time.sleep(1.6)
    print(list(answer[0]), flush=True)


def other():
    with database:
        print("the other one's turn", flush=True)


answer = []

if __name__ == "__main__":
    first = threading.Thread(target=ask, name="ask")
    first.start()
    first.join()
    threads = [threading.Thread(target=target, name=target.__name__) for target in (send, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
