"""A balance is read in one line and written in another, again and again, by threads that meet in between."""

# finding: lost-update suspected
# objects: balance

import multiprocessing as mp
import threading

balance, both_have_read = mp.Value("d", 100.0), threading.Barrier(2)


def pay(amount):
    for _ in range(3):
        left = balance.value  # where
        both_have_read.wait()
        balance.value = left - amount  # where
        both_have_read.wait()


if __name__ == "__main__":
    crew = [threading.Thread(target=pay, args=(amount,)) for amount in (10, 20)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print(balance.value, flush=True)
