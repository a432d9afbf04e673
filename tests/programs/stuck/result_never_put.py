"""Three workers shall put one result each; one raises first, and the third get waits for ever."""

# finding: nobody-left
# workers: MainProcess
# objects: results

import multiprocessing as mp


def divide(n, results):
    results.put(12 // n)


if __name__ == "__main__":
    results = mp.Queue()
    crew = [mp.Process(target=divide, args=(n, results), name=f"divide-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for _ in crew:
        print("got", results.get(), flush=True)  # where
    for p in crew:
        p.join()
