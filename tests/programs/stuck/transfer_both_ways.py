"""Two processes move money between two accounts, each locks the one that it takes from first."""

# finding: deadlock
# workers: to-savings, to-checking
# objects: checking, savings

import multiprocessing as mp


def move(source, target, looked_up):
    with source:  # where
        looked_up.wait()
        with target:  # where
            print("moved", flush=True)


if __name__ == "__main__":
    checking, savings, looked_up = mp.Lock(), mp.Lock(), mp.Barrier(2)
    crew = [
        mp.Process(target=move, args=(checking, savings, looked_up), name="to-savings"),
        mp.Process(target=move, args=(savings, checking, looked_up), name="to-checking"),
    ]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("balanced", flush=True)
