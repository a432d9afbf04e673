"""wait() tells that all futures are done, not how; one of them has an exception that nobody looks at."""

# finding: silent-exception suspected
# objects: pool

from concurrent.futures import ProcessPoolExecutor, wait


def share(n):
    return 12 // n  # where


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        todo = [pool.submit(share, n) for n in range(4)]
        done, left = wait(todo)
    print(len(done), "done", flush=True)
