"""A thread skips what it has seen already by `continue`, and task_done with it."""

# finding: task-not-done
# workers: MainProcess, worker
# objects: links

import queue
import threading

links = queue.Queue()


def work():
    seen = set()
    while True:
        link = links.get()
        if link in seen:
            continue
        seen.add(link)
        links.task_done()


if __name__ == "__main__":
    threading.Thread(target=work, name="worker", daemon=True).start()
    for link in ("a", "b", "a", "c"):
        links.put(link)
    links.join()  # where
    print("all links seen", flush=True)
