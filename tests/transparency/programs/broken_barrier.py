"""Barriers that are broken by a timeout, an abort and a failing action, of threads and of processes."""

# methods: fork spawn forkserver
# compare: sorted-lines
import multiprocessing
import sys
import threading
import traceback


def fail():
    raise RuntimeError("action failed")


def wait(barrier):
    try:
        barrier.wait(timeout=5)
    except threading.BrokenBarrierError:
        print("broken for", multiprocessing.current_process().name)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for module in (threading, multiprocessing):
        barrier = module.Barrier(2)
        try:
            barrier.wait(timeout=0.05)
        except threading.BrokenBarrierError:
            traceback.print_exc()
        print(barrier.broken, barrier.n_waiting, barrier.parties)
        barrier.reset()
        barrier.abort()
        try:
            barrier.wait()
        except threading.BrokenBarrierError:
            traceback.print_exc()
        single = module.Barrier(1, action=fail)
        try:
            single.wait()
        except RuntimeError:
            traceback.print_exc()
        print(single.broken)
    barrier = multiprocessing.Barrier(3)
    children = [multiprocessing.Process(target=wait, args=(barrier,)) for _ in range(2)]
    for child in children:
        child.start()
    while barrier.n_waiting < 2:
        pass
    barrier.abort()
    for child in children:
        child.join()
    barrier.wait()
