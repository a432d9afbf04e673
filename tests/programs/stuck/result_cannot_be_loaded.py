"""A result pickles well and raises when it is loaded: the pool's thread for results ends, and get waits."""

# finding: unpicklable
# workers: MainProcess
# objects: pool

import multiprocessing as mp


class Row(dict):
    def __getattr__(self, name):
        return self[name]  # KeyError for what pickle asks for


def load(n):
    return Row(number=n)


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        print(pool.apply_async(load, (1,)).get().number, flush=True)  # where
