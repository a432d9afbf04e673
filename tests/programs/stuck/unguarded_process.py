"""A process is started by the main module itself: a child that imports it comes to the same line."""

# finding: missing-main-guard
# methods: spawn, forkserver

import multiprocessing as mp


def work():
    print("at work", flush=True)


child = mp.Process(target=work)
child.start()  # where
child.join()
