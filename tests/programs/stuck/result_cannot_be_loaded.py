"""A result pickles well and fails when it is loaded: the pool's thread for results ends, and get waits."""

# finding: unpicklable
# workers: MainProcess
# objects: pool

import multiprocessing as mp


class Record:
    def __init__(self, fields):
        self.fields = fields

    def __getstate__(self):
        return self.__dict__

    def __getattr__(self, name):
        return self.fields[name]  # while it is loaded there are no fields yet: it calls itself


def load(n):
    return Record({"number": n})


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        print(pool.apply_async(load, (1,)).get().number, flush=True)  # where
