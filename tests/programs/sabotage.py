"""Breaks a part of the probe in one of its workers: `sabotage.py PART`. The program itself is sound."""

import multiprocessing
import sys

PARTS = {
    "sites": ("origin", "_sites"),
    "shapes": ("notes", "_shapes"),
    "previews": ("values", "_LONGEST_INT"),
    "output": ("hooks.streams", "writer"),
}
"""Data of the probe, each of which some of its code cannot do without."""


def sabotage(part):
    module, name = PARTS[part]
    setattr(sys.modules[f"_mptui_probe.{module}"], name, None)


def work(lock, queue, part):
    if part:
        sabotage(part)
    for number in range(5):
        with lock:
            print(part or "sound", number, flush=True)
        queue.put(number)
    with lock:
        pass


def main():
    lock, queue = multiprocessing.Lock(), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=work, args=(lock, queue, part), name=part or "sound")
        for part in (sys.argv[1], "")
    ]
    for worker in workers:
        worker.start()
    print(sorted(queue.get() for _ in range(10)), flush=True)
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
