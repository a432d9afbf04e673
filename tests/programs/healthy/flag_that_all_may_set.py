"""Everybody looks at a flag and then sets it, and nothing is lost: it is the same value each time."""

import multiprocessing as mp


def search(found, both_have_looked):
    if not found.value:
        both_have_looked.wait()
        found.value = 1


if __name__ == "__main__":
    found, both_have_looked = mp.Value("b", 0), mp.Barrier(2)
    crew = [mp.Process(target=search, args=(found, both_have_looked)) for _ in range(2)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(found.value, flush=True)
