"""Twenty threads wait for a condition, and notify wakes one of them; nineteen wait on."""

# finding: deadlock
# workers: MainProcess
# objects: opened

import threading

opened = threading.Condition()
waiting = threading.Semaphore(0)


def visit():
    with opened:
        waiting.release()
        opened.wait()  # where
    print("one is in", flush=True)


if __name__ == "__main__":
    crew = [threading.Thread(target=visit, name=f"visitor-{n}") for n in range(20)]
    for t in crew:
        t.start()
    for _ in crew:
        waiting.acquire()
    with opened:
        opened.notify()
    for t in crew:
        t.join()  # where
    print("all are in", flush=True)
