"""A reader's ticket counter in a global: each process counts its own copy."""

# methods: fork spawn forkserver
# compare: sorted-lines
import multiprocessing
import sys

tickets = 100


def sell(lock):
    global tickets
    with lock:
        tickets -= 1
        print("left:", tickets)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    lock = multiprocessing.Lock()
    sellers = [multiprocessing.Process(target=sell, args=(lock,)) for _ in range(4)]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join()
    print("main has", tickets)
