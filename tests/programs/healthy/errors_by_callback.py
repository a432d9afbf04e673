"""Nobody asks for results, and everybody hears of the errors: by callbacks of a pool, and of futures."""

import multiprocessing as mp
from concurrent.futures import ThreadPoolExecutor, wait


def share(n):
    return 12 // n


def note(error):
    print("failed:", error, flush=True)


def look(future):
    print("looked:", future.exception(), flush=True)


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        for n in range(3):
            pool.apply_async(share, (n,), callback=print, error_callback=note)
        pool.close()
        pool.join()
    with ThreadPoolExecutor(2) as pool:
        todo = [pool.submit(share, n) for n in range(3)]
        for future in todo:
            future.add_done_callback(look)
        wait(todo)
