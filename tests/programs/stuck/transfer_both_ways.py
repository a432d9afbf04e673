"""Two processes move money between two accounts, each locks the one that it takes from first."""

# finding: deadlock
# workers: to-savings, to-checking
# objects: checking, savings

import multiprocessing as mp
import time


def move(source, target):
    with source:  # where
        time.sleep(0.2)  # looks up the balance
        with target:  # where
            print("moved", flush=True)


if __name__ == "__main__":
    checking, savings = mp.Lock(), mp.Lock()
    crew = [
        mp.Process(target=move, args=(checking, savings), name="to-savings"),
        mp.Process(target=move, args=(savings, checking), name="to-checking"),
    ]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("balanced", flush=True)
