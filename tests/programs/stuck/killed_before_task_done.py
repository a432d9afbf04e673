"""A worker is killed with an item that it has taken; the other does the rest, and join waits for that one."""

# finding: task-not-done
# workers: MainProcess
# objects: pages

import multiprocessing as mp
import os
import signal


def work(pages):
    while True:
        page = pages.get()
        if page == 2:
            os.kill(os.getpid(), signal.SIGKILL)  # what the OOM killer does
        pages.task_done()


if __name__ == "__main__":
    pages = mp.JoinableQueue()
    crew = [mp.Process(target=work, args=(pages,), name=f"worker-{n}", daemon=True) for n in range(2)]
    for p in crew:
        p.start()
    for page in range(6):
        pages.put(page)
    pages.join()  # where
    print("all pages done", flush=True)
