"""Calls with wrong arguments: the errors are those of the primitives themselves."""

# methods: fork spawn forkserver
import multiprocessing
import queue
import sys
import threading
import traceback

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    one, _ = multiprocessing.Pipe()
    reader, writer = multiprocessing.Pipe(False)
    one.close()
    items = multiprocessing.Queue()
    items.close()
    attempts = [
        lambda: threading.Lock().acquire(False, 1),
        lambda: threading.Lock().acquire(True, -2),
        lambda: threading.Lock().acquire(timeout="x"),
        lambda: threading.Lock().acquire(timeout=1e20),
        lambda: threading.RLock().acquire(blocking=False, timeout=1),
        lambda: threading.Semaphore().acquire(False, 1),
        lambda: threading.Thread("group"),
        lambda: threading.Thread(tarjet=print),
        lambda: threading.Event().wait("x"),
        lambda: threading.Barrier(0).wait(0.01),
        lambda: threading.Condition(3).acquire(),
        lambda: multiprocessing.Lock(3),
        lambda: multiprocessing.Lock().acquire("x", "y"),
        lambda: multiprocessing.Lock().acquire(timeout="x"),
        lambda: multiprocessing.Lock().acquire(True, -1),
        lambda: multiprocessing.Semaphore("x"),
        lambda: multiprocessing.Queue("x"),
        lambda: multiprocessing.Queue().put(),
        lambda: multiprocessing.Queue().get(1, 2, 3),
        lambda: multiprocessing.Queue().get(colour=1),
        lambda: multiprocessing.SimpleQueue().put(),
        lambda: multiprocessing.SimpleQueue().get(1),
        lambda: multiprocessing.SimpleQueue().put(1, 2),
        lambda: multiprocessing.Process(colour=1),
        lambda: multiprocessing.Process(target=3).run(),
        lambda: multiprocessing.Process().join(),
        lambda: multiprocessing.Process().terminate(),
        lambda: multiprocessing.Process(3),
        lambda: multiprocessing.Pipe(1, 2),
        lambda: multiprocessing.Value("no such type"),
        lambda: multiprocessing.Array("i", -1),
        lambda: multiprocessing.Pool(0),
        lambda: multiprocessing.Barrier(),
        lambda: one.send(1),
        lambda: one.recv(),
        lambda: one.poll(),
        lambda: one.send(),
        lambda: one.recv_bytes(-1),
        lambda: reader.send(1),
        lambda: writer.recv(),
        lambda: writer.send_bytes("text"),
        lambda: writer.send_bytes(b"abc", 5),
        lambda: writer.send_bytes(b"abc", 1, 7),
        lambda: items.put(1),
        lambda: items.get(),
        lambda: queue.Queue("x").put(1),
        lambda: queue.SimpleQueue().get(timeout=-1),
    ]
    for attempt in attempts:
        try:
            print(attempt())
        except Exception:
            traceback.print_exc()
