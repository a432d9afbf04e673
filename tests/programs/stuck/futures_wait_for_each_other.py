"""Two tasks of an executor wait for each other's result, which each makes after it."""

# finding: deadlock

from concurrent.futures import ThreadPoolExecutor
from threading import Event

futures, given = {}, Event()


def plan(own, other):
    given.wait()
    return [*futures[other].result(), own]  # where


if __name__ == "__main__":
    with ThreadPoolExecutor(2, thread_name_prefix="planner") as pool:
        futures["left"] = pool.submit(plan, "left", "right")
        futures["right"] = pool.submit(plan, "right", "left")
        given.set()
        print("planning", flush=True)
        print(futures["left"].result(), flush=True)
