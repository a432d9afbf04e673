"""A task of a pool waits for an event that the main process sets once it has all results."""

# finding: stalled suspected
# workers: MainProcess
# objects: event

import multiprocessing as mp


def prepare(event):
    global checked
    checked = event


def task(number):
    if number == 3:
        checked.wait()  # where
    return number


if __name__ == "__main__":
    event = mp.Event()
    with mp.Pool(2, prepare, (event,)) as pool:
        print(pool.map(task, range(4)), flush=True)  # where
        event.set()
