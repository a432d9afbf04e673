"""Every operation on the queues of multiprocessing, one after another, between two processes."""

from multiprocessing import JoinableQueue, Process, Queue, SimpleQueue
from queue import Empty, Full


def work(tasks, results, simple):
    task = tasks.get()
    results.put(task + 1)
    simple.put("done")
    tasks.task_done()


def attempt(operation, *args):
    try:
        return operation(*args)
    except (Empty, Full, ValueError) as error:
        return type(error).__name__


def alone():
    bounded = Queue(1)
    bounded.put("first")
    print(attempt(bounded.put, "second", False))
    print(attempt(bounded.put, "second", True, 0.01))
    print(bounded.get(timeout=10))
    print(attempt(bounded.get_nowait))
    print(attempt(bounded.get, True, 0.01))
    bounded.close()
    print(attempt(bounded.put, "late"))
    print(attempt(JoinableQueue().task_done))


def main():
    tasks, results, simple = JoinableQueue(), Queue(), SimpleQueue()
    worker = Process(target=work, args=(tasks, results, simple), name="worker")
    worker.start()
    tasks.put(1)
    tasks.join()
    print(results.get())
    print(simple.get())
    worker.join()
    alone()


if __name__ == "__main__":
    main()
