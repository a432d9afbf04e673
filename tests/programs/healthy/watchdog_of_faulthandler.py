"""A worker waits for ever; faulthandler, by a thread that is not Python's, ends it after 1.5 s with a traceback."""

import faulthandler
import os
from multiprocessing import Event, Process


def wait(never):
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        faulthandler.dump_traceback_later(1.5, exit=True, file=nowhere)
        never.wait()


if __name__ == "__main__":
    never = Event()
    worker = Process(target=wait, args=(never,), name="worker")
    worker.start()
    worker.join()
    print(worker.exitcode)
