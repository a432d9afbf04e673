"""Four jobs need two of four connections each and take them one by one: each has one and waits for another."""

# finding: deadlock
# workers: copy-0, copy-1, copy-2, copy-3
# objects: connections

import multiprocessing as mp


def copy(connections, begun):
    with connections:  # where
        begun.wait()
        with connections:  # where
            print("copied", flush=True)


if __name__ == "__main__":
    connections, begun = mp.BoundedSemaphore(4), mp.Barrier(4)
    crew = [mp.Process(target=copy, args=(connections, begun), name=f"copy-{n}") for n in range(4)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("all copied", flush=True)
