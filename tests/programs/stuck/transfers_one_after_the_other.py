"""Two clerks take the locks of two accounts in opposite orders, and are lucky: the second begins a little later."""

# finding: lock-order potential
# workers: deposit, refund
# objects: savings, giro

import multiprocessing as mp
import time


def transfer(begun, source, target, pause):
    begun.wait()
    time.sleep(pause)
    with source:  # where
        name = mp.current_process().name
        with target:  # where
            print(name, "is done", flush=True)


if __name__ == "__main__":
    savings, giro, begun = mp.Lock(), mp.Lock(), mp.Barrier(2)
    crew = [
        mp.Process(target=transfer, args=(begun, savings, giro, 0), name="deposit"),
        mp.Process(target=transfer, args=(begun, giro, savings, 1.5), name="refund"),
    ]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
