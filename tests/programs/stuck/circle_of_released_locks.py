"""Two threads of a busy program acquire and release two locks by hand, most times in turn, once not."""

# finding: deadlock
# workers: import, export
# objects: orders, customers

import threading
import time

orders, customers = threading.Lock(), threading.Lock()


def both(first, second, pause):
    first.acquire()  # where
    time.sleep(pause)
    second.acquire()  # where
    second.release()
    first.release()


def run_import(turn):
    for _ in range(3):
        both(orders, customers, 0)
    turn.wait()
    both(orders, customers, 0.2)


def run_export(turn):
    turn.wait()
    both(customers, orders, 0.2)


def heartbeat():
    while True:
        time.sleep(0.05)


if __name__ == "__main__":
    turn = threading.Barrier(2)
    threading.Thread(target=heartbeat, name="heartbeat", daemon=True).start()
    crew = [
        threading.Thread(target=run_import, args=(turn,), name="import"),
        threading.Thread(target=run_export, args=(turn,), name="export"),
    ]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("done", flush=True)
