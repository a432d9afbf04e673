"""Two threads block each other, and eight more wait behind them for one of the two locks."""

# finding: deadlock
# workers: accounts, audit
# objects: ledger, archive

import threading

ledger, archive, begun = threading.Lock(), threading.Lock(), threading.Barrier(3)


def work(first, second):
    with first:  # where
        begun.wait()
        with second:  # where
            print("worked", flush=True)


def look():
    with ledger:
        print("looked", flush=True)


if __name__ == "__main__":
    crew = [
        threading.Thread(target=work, args=(ledger, archive), name="accounts"),
        threading.Thread(target=work, args=(archive, ledger), name="audit"),
    ]
    for t in crew:
        t.start()
    begun.wait()
    crew += [threading.Thread(target=look, name=f"clerk-{n}") for n in range(8)]
    for t in crew[2:]:
        t.start()
    for t in crew:
        t.join()
    print("done", flush=True)
