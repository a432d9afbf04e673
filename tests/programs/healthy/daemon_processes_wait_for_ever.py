"""Two daemon processes wait for what never comes and are ended with main, which sleeps for 1.8 s."""

import time
from multiprocessing import Condition, Pipe, Process


def wait(changed):
    with changed:
        changed.wait()


if __name__ == "__main__":
    changed, (receiver, sender) = Condition(), Pipe(duplex=False)
    Process(target=wait, args=(changed,), name="sleeper", daemon=True).start()
    Process(target=receiver.recv, name="receiver", daemon=True).start()
    time.sleep(1.8)
    print("main is done")
