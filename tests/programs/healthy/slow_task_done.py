"""main waits in join() of a queue whose items are all taken; each is reported as done half a second later."""

import time
from multiprocessing import JoinableQueue, Process


def work(tasks):
    taken = [tasks.get() for _ in range(4)]
    for task in taken:
        time.sleep(0.5)
        tasks.task_done()
        print("done", task, flush=True)


if __name__ == "__main__":
    tasks = JoinableQueue()
    for task in range(4):
        tasks.put(task)
    worker = Process(target=work, args=(tasks,), name="worker")
    worker.start()
    tasks.join()
    worker.join()
