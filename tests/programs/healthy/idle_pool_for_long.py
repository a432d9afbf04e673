"""A pool is idle for twelve seconds, as the main process is busy with something else that is not seen."""

import multiprocessing as mp
import time

if __name__ == "__main__":
    with mp.Pool(2) as pool:
        print(pool.map(abs, (-1, -2)), flush=True)
        time.sleep(12)
        print(pool.map(abs, (-3, -4)), flush=True)
