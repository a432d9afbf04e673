"""Releasing what is not held, of threads and of processes: type, text and traceback."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading
import traceback

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    makers = [
        threading.Lock,
        threading.RLock,
        threading.Condition,
        lambda: threading.BoundedSemaphore(1),
        multiprocessing.Lock,
        multiprocessing.RLock,
        multiprocessing.Condition,
        lambda: multiprocessing.BoundedSemaphore(1),
    ]
    for make in makers:
        primitive = make()
        try:
            primitive.release()
        except Exception:
            traceback.print_exc()
        try:
            primitive.__exit__(None, None, None)
        except Exception:
            traceback.print_exc()
    for condition in (threading.Condition(), multiprocessing.Condition()):
        for action in (condition.wait, condition.notify, condition.notify_all):
            try:
                action()
            except Exception:
                traceback.print_exc()
    multiprocessing.RLock().release()
