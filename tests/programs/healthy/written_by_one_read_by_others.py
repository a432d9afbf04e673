"""One worker counts up a Value without its lock, and others only look at it."""

import multiprocessing as mp


def count(progress, looks):
    for _ in range(200):
        progress.value += 1
    looks.wait()


def look(progress, looks):
    print(all(progress.value >= 0 for _ in range(50)), flush=True)
    looks.wait()


if __name__ == "__main__":
    progress, looks = mp.Value("i", 0), mp.Barrier(3)
    crew = [mp.Process(target=target, args=(progress, looks)) for target in (count, look, look)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(progress.value, flush=True)
