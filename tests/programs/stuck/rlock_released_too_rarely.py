"""A worker takes an RLock twice, releases it once and ends."""

# finding: dead-owner
# workers: first, second
# objects: printer

import multiprocessing as mp


def header(printer):
    printer.acquire()
    print("header", flush=True)  # and no release


def report(printer):
    printer.acquire()  # where
    header(printer)
    printer.release()
    print("printed", flush=True)


if __name__ == "__main__":
    printer = mp.RLock()
    crew = [mp.Process(target=report, args=(printer,), name=n) for n in ("first", "second")]
    for p in crew:
        p.start()
        p.join()
    print("all printed", flush=True)
