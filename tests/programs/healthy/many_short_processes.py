"""Process after process is started, does its work at once, and ends well."""

import multiprocessing as mp


def square(n):
    print(n * n, flush=True)


if __name__ == "__main__":
    for n in range(12):
        p = mp.Process(target=square, args=(n,))
        p.start()
        p.join()
