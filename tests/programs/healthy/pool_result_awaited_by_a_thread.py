"""A thread waits in get() of a pool's slow result and then sets what main waits for."""

import threading
import time
from multiprocessing import Pool


def wait(result, done):
    result.get()
    done.set()


if __name__ == "__main__":
    done = threading.Event()
    with Pool(2) as pool:
        result = pool.apply_async(time.sleep, (1.6,))
        threading.Thread(target=wait, args=(result, done), name="getter").start()
        done.wait()
        print("done")
