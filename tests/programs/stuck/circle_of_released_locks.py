"""Two threads of a busy program acquire and release two locks by hand, most times in turn, once not."""

# finding: deadlock
# workers: import, export
# objects: orders, customers

import threading
import time

orders, customers = threading.Lock(), threading.Lock()


def both(first, second, between):
    first.acquire()  # where
    between()
    second.acquire()  # where
    second.release()
    first.release()


def run_import(turn):
    for _ in range(3):
        both(orders, customers, lambda: None)
    turn.wait()
    both(orders, customers, turn.wait)


def run_export(turn):
    turn.wait()
    both(customers, orders, turn.wait)


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
