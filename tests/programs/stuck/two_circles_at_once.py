"""Two pairs of processes block each other, each pair with two locks of its own."""

# finding: deadlock
# finding: deadlock
# workers: a-1, a-2, b-1, b-2
# objects: disk, cache, users, roles

import multiprocessing as mp


def work(first, second, started):
    with first:  # where
        started.wait()
        with second:  # where
            print("worked", flush=True)


if __name__ == "__main__":
    disk, cache, users, roles = mp.Lock(), mp.Lock(), mp.Lock(), mp.Lock()
    started = mp.Barrier(4)
    tasks = {"a-1": (disk, cache), "a-2": (cache, disk), "b-1": (users, roles), "b-2": (roles, users)}
    crew = [mp.Process(target=work, args=(*locks, started), name=name) for name, locks in tasks.items()]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("done", flush=True)
