"""The only thread of an executor waits for a task that has none to run it; a timer cancels that after two seconds."""

import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

executor = ThreadPoolExecutor(1)


def second():
    return 2


def first():
    inner = executor.submit(second)
    threading.Timer(2, inner.cancel).start()
    try:
        return inner.result()
    except CancelledError:
        return 1


if __name__ == "__main__":
    print(executor.submit(first).result(), flush=True)
    executor.shutdown()
