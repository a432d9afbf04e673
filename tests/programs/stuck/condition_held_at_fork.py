"""Three processes are forked while a thread is inside `with condition:`; each has a copy that is held for ever."""

# finding: inherited-lock
# workers: part-0, part-1, part-2
# objects: changed
# methods: fork

import multiprocessing as mp
import threading

changed, parts = threading.Condition(), []
inside, forked = threading.Event(), threading.Event()


def watch():
    with changed:
        inside.set()
        forked.wait()


def build(n, all_up):
    all_up.wait()
    with changed:  # where
        parts.append(n)
        changed.notify()
    print("built", n, flush=True)


if __name__ == "__main__":
    threading.Thread(target=watch, name="watch").start()
    inside.wait()
    all_up = mp.Barrier(3)
    crew = [mp.Process(target=build, args=(n, all_up), name=f"part-{n}") for n in range(3)]
    for p in crew:
        p.start()
    forked.set()
    for p in crew:
        p.join()
    print("done", flush=True)
