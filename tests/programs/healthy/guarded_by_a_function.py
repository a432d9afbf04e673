"""The main module starts nothing as it is imported; a child starts a child of its own in what it runs."""

import multiprocessing as mp


def inner(n):
    print("inner", n, flush=True)


def outer(n):
    child = mp.Process(target=inner, args=(n,))
    child.start()
    child.join()


def main():
    crew = [mp.Process(target=outer, args=(n,)) for n in range(2)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()


if __name__ == "__main__":
    main()
