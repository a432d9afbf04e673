"""Fifty threads wait for the start signal of a thread that has failed."""

# finding: nobody-left
# workers: runner-0, runner-49
# objects: go

import threading
import time

go = threading.Event()


def run():
    go.wait()  # where
    print("runs", flush=True)


def start(referee):
    time.sleep(0.2)
    if referee is None:
        raise RuntimeError("no referee")
    go.set()


if __name__ == "__main__":
    crew = [threading.Thread(target=run, name=f"runner-{n}") for n in range(50)]
    crew.append(threading.Thread(target=start, args=(None,), name="starter"))
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("the race is over", flush=True)
