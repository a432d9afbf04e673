"""Workers count up a Value under a lock that is not its own."""

import multiprocessing as mp


def count(counter, lock):
    for _ in range(200):
        with lock:
            counter.value += 1


if __name__ == "__main__":
    counter, lock = mp.Value("i", 0), mp.Lock()
    crew = [mp.Process(target=count, args=(counter, lock)) for _ in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(counter.value, flush=True)
