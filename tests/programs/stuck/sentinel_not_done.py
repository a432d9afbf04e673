"""A thread ends at the None that tells it to, and does not report that as done."""

# finding: task-not-done
# workers: MainProcess
# objects: files

import queue
import threading

files = queue.Queue()


def copy():
    while (name := files.get()) is not None:
        print("copied", name, flush=True)
        files.task_done()


if __name__ == "__main__":
    copier = threading.Thread(target=copy, name="copier")
    copier.start()
    for name in ("a.txt", "b.txt", None):
        files.put(name)
    files.join()  # where
    copier.join()
    print("all copied", flush=True)
