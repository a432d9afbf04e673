"""The only worker thread has died; what is left in the queue is taken by nobody, and join waits for it."""

# finding: nobody-left
# workers: MainProcess
# objects: lines

import queue
import threading

lines = queue.Queue()


def parse():
    while True:
        line = lines.get()
        try:
            print(float(line), flush=True)
        finally:
            lines.task_done()


if __name__ == "__main__":
    for line in ("1.5", "2", "n/a", "4", "5"):
        lines.put(line)
    threading.Thread(target=parse, name="parser", daemon=True).start()
    lines.join()  # where
    print("all parsed", flush=True)
