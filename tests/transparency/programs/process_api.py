"""Process: exitcode and pid before and after, sentinel, name, kill before start, a second start, close, daemon."""

# methods: fork spawn forkserver
import multiprocessing
import multiprocessing.connection
import sys
import time
import traceback


def work(seconds):
    time.sleep(seconds)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    child = multiprocessing.Process(target=work, args=(0.1,), kwargs={}, name="worker")
    print(child.pid, child.exitcode, child.is_alive(), child)
    attempts = [
        lambda: child.sentinel,
        child.kill,
        child.close,
        child.join,
        lambda: setattr(child, "name", 3),
        lambda: setattr(child, "exitcode", 3),
    ]
    for attempt in attempts[:2] + attempts[3:]:
        try:
            attempt()
        except Exception:
            traceback.print_exc()
    child.name = "renamed"
    child.start()
    print(child.pid > 0, child.exitcode, child.is_alive(), child, multiprocessing.active_children() == [child])
    for attempt in (child.start, child.close):
        try:
            attempt()
        except Exception:
            traceback.print_exc()
    print(child.join(0.01), child.exitcode, multiprocessing.connection.wait([child.sentinel], 20) == [child.sentinel])
    child.join()
    print(child.exitcode, child.is_alive(), child, child.join())
    child.close()
    for attempt in (lambda: child.pid, child.is_alive, lambda: child.exitcode, lambda: child.sentinel, child.join):
        try:
            print(attempt())
        except Exception:
            traceback.print_exc()
    print(child)
