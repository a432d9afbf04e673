"""notify_all waits for the answer of a process that was killed while it waited (python/cpython#75158)."""

# finding: dead-owner
# workers: sleeper-1, MainProcess
# objects: changed

import multiprocessing as mp
import os
import signal


def sleeper(changed, ready, n):
    with changed:
        ready.release()
        changed.wait()
        print("sleeper", n, "woke", flush=True)


if __name__ == "__main__":
    changed, ready = mp.Condition(), mp.Semaphore(0)
    crew = [mp.Process(target=sleeper, args=(changed, ready, n), name=f"sleeper-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for _ in crew:
        ready.acquire()
    with changed:
        pass  # whoever is ready waits by now
    os.kill(crew[1].pid, signal.SIGKILL)
    crew[1].join()
    print("killed one", flush=True)
    with changed:
        print("notify", flush=True)
        changed.notify_all()  # where
    print("notified", flush=True)
    for p in crew:
        p.join()
