"""A worker puts a lambda: its feeder thread cannot pickle it, says so on stderr, and nothing arrives."""

# finding: unpicklable
# also: nobody-left
# workers: planner
# objects: steps

import multiprocessing as mp


def plan(steps):
    steps.put(("double", lambda n: 2 * n))  # where
    print("planned", flush=True)


if __name__ == "__main__":
    steps = mp.Queue()
    planner = mp.Process(target=plan, args=(steps,), name="planner")
    planner.start()
    name, step = steps.get()
    print(name, step(4), flush=True)
    planner.join()
