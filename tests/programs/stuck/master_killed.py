"""The master of two web workers is killed; they serve on, and nobody waits for them."""

# finding: orphan suspected
# workers: web-0, web-1

import multiprocessing as mp
import os
import signal
import time


def web(n, port, up):
    up.wait()
    for tick in range(12):
        with port:
            time.sleep(0.1)
        print("web", n, "serves", tick, flush=True)
        time.sleep(0.05)


def master(port, up):
    crew = [mp.Process(target=web, args=(n, port, up), name=f"web-{n}") for n in range(2)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()


if __name__ == "__main__":
    port, up = mp.Lock(), mp.Barrier(3)
    m = mp.Process(target=master, args=(port, up), name="master")
    m.start()
    up.wait()
    time.sleep(0.3)
    os.kill(m.pid, signal.SIGKILL)
    m.join()
    print("master", m.exitcode, flush=True)
