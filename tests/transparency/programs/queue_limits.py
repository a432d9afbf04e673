"""Empty and Full of a multiprocessing queue: what is raised, how it prints, how long it takes."""

# methods: fork spawn forkserver
import multiprocessing
import queue
import sys
import time
import traceback

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    bounded = multiprocessing.Queue(1)
    bounded.put("x")
    attempts = [
        lambda: bounded.put("y", timeout=1),
        lambda: bounded.put_nowait("y"),
        lambda: bounded.put("y", False),
        lambda: multiprocessing.Queue().get(timeout=1),
        lambda: multiprocessing.Queue().get_nowait(),
        lambda: multiprocessing.Queue().get(True, -1),
        lambda: multiprocessing.JoinableQueue(1).get(block=False),
    ]
    for attempt in attempts:
        began = time.monotonic()
        try:
            attempt()
        except (queue.Empty, queue.Full):
            traceback.print_exc()
        print(int(time.monotonic() - began), "s")
    print(bounded.get())
    bounded.put(1, timeout=None)
    bounded.put(2, timeout=0.1)
