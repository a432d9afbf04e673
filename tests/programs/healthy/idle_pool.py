"""A pool without work for 1.8 s: its workers wait in get(), and nothing is wrong with that."""

import multiprocessing
import time

if __name__ == "__main__":
    with multiprocessing.Pool(3) as pool:
        print(pool.map(abs, [-1, -2]))
        time.sleep(1.8)
        print(pool.map(abs, [-3]))
        pool.close()
        pool.join()
