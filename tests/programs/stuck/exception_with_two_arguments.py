"""A task raises an exception that cannot be made again from its pickle: the pool's thread for results ends."""

# finding: unpicklable
# workers: MainProcess
# objects: pool

import multiprocessing as mp


class BadInputError(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


def check(n):
    if n == 2:
        raise BadInputError(17, "not a number")
    return n


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        print(pool.map(check, range(4), 1), flush=True)  # where
