"""Queues between processes: sizes, closing, a feeder that is not waited for, sentinels, order."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import traceback


def work(source, target):
    for item in iter(source.get, None):
        target.put(item * 2)
    target.put(None)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    source, target = multiprocessing.Queue(2), multiprocessing.JoinableQueue()
    child = multiprocessing.Process(target=work, args=(source, target))
    child.start()
    for item in (1, "a", [2], None):
        source.put(item)
    got = list(iter(target.get, None))
    print(got, target.empty(), target.qsize(), source.full(), source._maxsize)
    for _ in range(4):
        target.task_done()
    target.join()
    child.join()
    source.close()
    source.join_thread()
    for attempt in (lambda: source.put(1), source.get, source.empty, lambda: source.get_nowait()):
        try:
            print(attempt())
        except Exception:
            traceback.print_exc()
    simple = multiprocessing.SimpleQueue()
    simple.put({"x": 1})
    print(simple.empty(), simple.get(), simple.empty())
    if hasattr(simple, "close"):
        simple.close()
        try:
            simple.put(1)
        except Exception:
            traceback.print_exc()
    big = multiprocessing.Queue()
    big.put(b"x" * 300000)
    big.cancel_join_thread()
    print("not waited for")
