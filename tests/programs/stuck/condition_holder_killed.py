"""A process is killed inside `with condition:`; the others can neither wait nor notify."""

# finding: dead-owner
# workers: rebuild, query
# objects: index

import multiprocessing as mp
import time


def rebuild(index, begun):
    with index:  # where
        begun.set()
        time.sleep(60)
        index.notify_all()


def query(index):
    with index:  # where
        index.wait()
    print("queried", flush=True)


if __name__ == "__main__":
    index, begun = mp.Condition(), mp.Event()
    p = mp.Process(target=rebuild, args=(index, begun), name="rebuild")
    p.start()
    begun.wait()
    time.sleep(0.1)
    p.terminate()  # it took too long
    p.join()
    q = mp.Process(target=query, args=(index,), name="query")
    q.start()
    q.join()
    print("done", flush=True)
