"""Two threads block each other, and eight more wait behind them for one of the two locks."""

# finding: deadlock
# workers: accounts, audit
# objects: ledger, archive

import threading
import time

ledger, archive = threading.Lock(), threading.Lock()


def work(first, second):
    with first:  # where
        time.sleep(0.2)
        with second:  # where
            print("worked", flush=True)


def look():
    time.sleep(0.1)
    with ledger:
        print("looked", flush=True)


if __name__ == "__main__":
    crew = [
        threading.Thread(target=work, args=(ledger, archive), name="accounts"),
        threading.Thread(target=work, args=(archive, ledger), name="audit"),
    ]
    crew += [threading.Thread(target=look, name=f"clerk-{n}") for n in range(8)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("done", flush=True)
