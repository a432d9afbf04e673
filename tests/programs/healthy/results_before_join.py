"""Results are taken as they come, looking around in between, before anybody is joined; the last takes long."""

import contextlib
import multiprocessing as mp
import queue
import time


def work(n, results):
    time.sleep(4.5 * (n == 2))
    results.put(n)


if __name__ == "__main__":
    results = mp.Queue()
    crew = [mp.Process(target=work, args=(n, results)) for n in range(3)]
    for p in crew:
        p.start()
    found = []
    while len(found) < len(crew):
        with contextlib.suppress(queue.Empty):
            found.append(results.get(timeout=0.2))
    for p in crew:
        p.join()
    print(sorted(found), flush=True)
