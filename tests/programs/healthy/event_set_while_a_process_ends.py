"""A worker has returned; its result, kept in a global, is cleared at its very end, and that sets main's event."""

import multiprocessing
import time


class Result:
    def __init__(self, gone):
        self.gone, self.sleep = gone, time.sleep

    def __del__(self):
        self.sleep(1.6)
        self.gone.release()


def work(gone):
    globals()["result"] = Result(gone)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    gone = context.Semaphore(0)
    process = context.Process(target=work, args=(gone,), name="worker")
    process.start()
    gone.acquire()
    print("gone")
    process.join()
