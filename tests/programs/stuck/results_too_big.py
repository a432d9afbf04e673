"""Six workers put one big result each; they are joined first, and the pipe holds none of them."""

# finding: unflushed-queue
# workers: solver-0, solver-5, MainProcess
# objects: results

import multiprocessing as mp


def solve(results, n):
    results.put([n] * 100_000)


if __name__ == "__main__":
    results = mp.Queue()  # where
    crew = [mp.Process(target=solve, args=(results, n), name=f"solver-{n}") for n in range(6)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()  # where
    print([results.get()[0] for _ in crew], flush=True)
