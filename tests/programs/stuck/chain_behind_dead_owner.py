"""A killed process had the first of two locks; one waits for it with the second, and two others wait for that."""

# finding: dead-owner
# workers: first, second
# objects: schema

import multiprocessing as mp
import os
import signal


def migrate(schema):
    with schema:  # where
        os.kill(os.getpid(), signal.SIGKILL)


def change(schema, rows, begun):
    with rows:
        begun.set()
        with schema:  # where
            print("changed", flush=True)


def read(rows):
    with rows:
        print("read", flush=True)


if __name__ == "__main__":
    schema, rows, begun = mp.Lock(), mp.Lock(), mp.Event()
    first = mp.Process(target=migrate, args=(schema,), name="first")
    first.start()
    first.join()
    crew = [mp.Process(target=change, args=(schema, rows, begun), name="second")]
    crew += [mp.Process(target=read, args=(rows,), name=f"reader-{n}") for n in range(2)]
    for p in crew:
        p.start()
        begun.wait()
    for p in crew:
        p.join()
    print("done", flush=True)
