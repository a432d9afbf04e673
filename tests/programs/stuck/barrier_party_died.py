"""One of three processes fails before the barrier; the other two wait for it there."""

# finding: nobody-left
# workers: shard-0, shard-2
# objects: loaded

import multiprocessing as mp


def load(loaded, n):
    if n == 1:
        raise FileNotFoundError("shard 1")
    loaded.wait()  # where
    print("shard", n, "is up", flush=True)


if __name__ == "__main__":
    loaded = mp.Barrier(3)
    crew = [mp.Process(target=load, args=(loaded, n), name=f"shard-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("all up", flush=True)
