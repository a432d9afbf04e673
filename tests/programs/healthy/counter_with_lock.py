"""Workers count up a Value, and hold its lock from the read to the write."""

import multiprocessing as mp


def count(counter):
    for _ in range(200):
        with counter.get_lock():
            counter.value += 1


if __name__ == "__main__":
    counter = mp.Value("i", 0)
    crew = [mp.Process(target=count, args=(counter,)) for _ in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(counter.value, flush=True)
