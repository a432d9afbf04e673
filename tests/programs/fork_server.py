"""A worker of the fork server puts an item; whoever runs the main module says whether a probe is there."""

import multiprocessing
import sys

print(__name__, "_mptui_probe" in sys.modules, flush=True)


def work(items):
    items.put(1)


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    items = context.Queue()
    worker = context.Process(target=work, args=(items,), name="worker")
    worker.start()
    print(items.get())
    worker.join()
    print(worker.exitcode)
