"""A worker waits for "saved" under the lock that the saver takes before it sets it; the first time it was free."""

# finding: deadlock
# workers: editor, saver
# objects: saved, document

import multiprocessing as mp
import time


def save(document, saved, open_now):
    open_now.wait()
    for _ in range(2):
        time.sleep(0.2)
        with document:  # where
            saved.set()


def edit(document, saved, open_now):
    open_now.wait()
    saved.wait()
    with document:  # where
        saved.clear()
        print("edited", flush=True)
        saved.wait()  # where


if __name__ == "__main__":
    document, saved, open_now = mp.Lock(), mp.Event(), mp.Barrier(2)
    crew = [
        mp.Process(target=f, args=(document, saved, open_now), name=n) for f, n in ((save, "saver"), (edit, "editor"))
    ]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("closed", flush=True)
