"""A task of map_async fails; the result is kept, and at the end nobody has asked for it."""

# finding: silent-exception suspected
# objects: pool

import multiprocessing as mp


def convert(text):
    return int(text)  # where


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        result = pool.map_async(convert, ["1", "2", "three", "4"])
        pool.close()
        pool.join()
    print("converted", flush=True)
