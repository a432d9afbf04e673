"""What refuses to be pickled outside of spawning, and with which words."""

# methods: fork spawn forkserver
import copy
import multiprocessing
import multiprocessing.reduction
import pickle
import queue
import sys
import threading

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    ends = multiprocessing.Pipe()
    things = [
        *(getattr(multiprocessing, name)() for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore")),
        *(getattr(multiprocessing, name)() for name in ("Condition", "Event", "Queue", "JoinableQueue", "SimpleQueue")),
        multiprocessing.Barrier(2),
        multiprocessing.Value("i"),
        multiprocessing.Array("i", 3),
        multiprocessing.Process(),
        multiprocessing.current_process(),
        *(
            getattr(threading, name)()
            for name in ("Lock", "RLock", "Semaphore", "Condition", "Event", "local", "Thread")
        ),
        threading.Barrier(2),
        queue.Queue(),
        queue.SimpleQueue(),
        *ends,
    ]
    for thing in things:
        for how in (pickle.dumps, copy.copy, copy.deepcopy, multiprocessing.reduction.ForkingPickler.dumps):
            try:
                how(thing)
            except Exception as error:
                print(type(thing).__name__, how.__name__, type(error).__name__, error)
            else:
                print(type(thing).__name__, how.__name__, "fine")
    print(pickle.dumps(threading.RLock()))
