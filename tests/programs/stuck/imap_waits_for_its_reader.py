"""The second task of an imap waits for an event that the main process sets behind the second result."""

# finding: stalled suspected
# workers: MainProcess
# objects: seen

import multiprocessing as mp


def prepare(event):
    global seen
    seen = event


def page(number):
    if number:
        seen.wait()  # where
    return number


if __name__ == "__main__":
    seen = mp.Event()
    with mp.Pool(2, prepare, (seen,)) as pool:
        for number in pool.imap(page, range(2)):  # where
            print("page", number, flush=True)
            if number:
                seen.set()
