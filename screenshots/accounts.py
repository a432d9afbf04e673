"""Two clerks move money to and fro, and each locks the account first that it takes the money from."""

import multiprocessing as mp
import time


def move(source, target, amount):
    """Over and over, as clerks do."""
    for _ in range(1000):
        with source.get_lock():
            print(f"{mp.current_process().name} takes {amount}", flush=True)
            time.sleep(0.02)
            with target.get_lock():
                source.value -= amount
                target.value += amount


if __name__ == "__main__":
    savings, current = mp.Value("i", 500), mp.Value("i", 500)
    ada = mp.Process(target=move, args=(savings, current, 10), name="Ada")
    ben = mp.Process(target=move, args=(current, savings, 20), name="Ben")
    ada.start()
    time.sleep(0.1)
    ben.start()
    ada.join()
    ben.join()
    print(savings.value, current.value)
