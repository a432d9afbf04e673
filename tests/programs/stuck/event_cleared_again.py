"""An event is set and cleared at once, before the second thread begins to wait; its setter has ended."""

# finding: nobody-left
# workers: late
# objects: go

import threading
import time

go = threading.Event()


def start_all():
    time.sleep(0.2)
    go.set()
    go.clear()


def run(pause):
    time.sleep(pause)
    go.wait()  # where
    print("runs", flush=True)


if __name__ == "__main__":
    crew = [
        threading.Thread(target=start_all, name="starter"),
        threading.Thread(target=run, args=(0,), name="early"),
        threading.Thread(target=run, args=(0.4,), name="late"),
    ]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("all ran", flush=True)
