"""A barrier of processes and of threads: who is last, the action, n_waiting, reuse."""

# methods: fork spawn forkserver
# compare: sorted-lines
import multiprocessing
import sys
import threading


def act():
    print("action")


def meet(barrier, rounds):
    for _ in range(rounds):
        print("index", barrier.wait(20))


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for module, kind in ((multiprocessing, multiprocessing.Process), (threading, threading.Thread)):
        barrier = module.Barrier(3, action=act)
        workers = [kind(target=meet, args=(barrier, 2)) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(barrier.parties, barrier.n_waiting, barrier.broken)
