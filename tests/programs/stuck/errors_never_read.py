"""The results are read, the errors are not: a worker that has many of them cannot end."""

# finding: unflushed-queue
# workers: check-1, MainProcess
# objects: errors

import multiprocessing as mp


def check(results, errors, n):
    for row in range(100):
        if n == 1:
            errors.put(f"row {row} is wrong: " + "x" * 2000)
    results.put(n)


if __name__ == "__main__":
    results = mp.Queue()
    errors = mp.Queue()  # where
    crew = [mp.Process(target=check, args=(results, errors, n), name=f"check-{n}") for n in range(3)]
    for p in crew:
        p.start()
    print(sorted(results.get() for _ in crew), flush=True)
    for p in crew:
        p.join()  # where
    print("checked", flush=True)
