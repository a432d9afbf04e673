"""A worker waits for "saved" under the lock that the saver takes before it sets it; the first time it was free."""

# finding: deadlock
# workers: editor, saver
# objects: saved, document

import multiprocessing as mp


def save(document, saved, both):
    for _ in range(2):
        both.wait()
        with document:  # where
            saved.set()


def edit(document, saved, both):
    both.wait()
    saved.wait()
    with document:  # where
        saved.clear()
        print("edited", flush=True)
        both.wait()
        saved.wait()  # where


if __name__ == "__main__":
    document, saved, both = mp.Lock(), mp.Event(), mp.Barrier(2)
    crew = [mp.Process(target=f, args=(document, saved, both), name=n) for f, n in ((save, "saver"), (edit, "editor"))]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("closed", flush=True)
