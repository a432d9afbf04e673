"""Workers print numbered lines without end; whoever is killed is replaced.

Arguments: a folder, and the seconds between two lines. A file `stop` in the folder ends it; `said.json` there then
tells how many lines each worker had printed for certain.
"""

import json
import sys
import time
from multiprocessing import Process, connection
from multiprocessing.sharedctypes import RawArray
from pathlib import Path

WORKERS = 4
MOST = 2000


def work(said, number, rest):
    while True:
        print(f"line {said[number]} of worker {number}", flush=True)
        said[number] += 1
        if rest:
            time.sleep(rest)


def start(said, number, rest):
    worker = Process(target=work, args=(said, number, rest), name=f"W{number}", daemon=True)
    worker.start()
    return worker


def main(folder, rest):
    said = RawArray("Q", MOST)
    workers = {number: start(said, number, rest) for number in range(WORKERS)}
    following = WORKERS
    while not (folder / "stop").exists():
        ready = connection.wait([worker.sentinel for worker in workers.values()], 0.05)
        for number in [number for number, worker in workers.items() if worker.sentinel in ready]:
            workers.pop(number).join()
            workers[following] = start(said, following, rest)
            following += 1
    for worker in workers.values():
        worker.kill()
        worker.join()
    (folder / "said.json").write_text(json.dumps({f"W{number}": said[number] for number in range(following)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
