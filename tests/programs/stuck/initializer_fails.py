"""The initializer of a pool fails in each worker: the pool makes new ones for ever, and map waits."""

# finding: respawning suspected
# workers: MainProcess
# objects: pool

import multiprocessing as mp


def connect(port):
    raise ConnectionRefusedError(port)


def query(n):
    return n


if __name__ == "__main__":
    with mp.Pool(1, connect, (5432,)) as pool:
        print(pool.map(query, range(3)), flush=True)  # where
