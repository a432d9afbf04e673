"""The main thread is at its end; Python waits for a thread that waits for lines, and nobody sends it any."""

# finding: nobody-left
# workers: logger
# objects: lines

import queue
import threading

lines = queue.Queue()


def log():
    while True:
        print(lines.get(), flush=True)  # where


if __name__ == "__main__":
    threading.Thread(target=log, name="logger").start()  # not a daemon
    lines.put("up")
    lines.put("ready")
