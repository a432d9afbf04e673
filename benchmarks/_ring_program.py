"""So many processes, each of which holds a lock and waits for the next one's: `_ring_program.py WORKERS`."""

import multiprocessing
import sys


def take(own, other, meeting):
    """Take one's own, and the other's once everybody has taken one."""
    with own:
        meeting.wait()
        with other:
            print("both", flush=True)


def main():
    """They stand in a circle."""
    count = int(sys.argv[1])
    locks = [multiprocessing.Lock() for _ in range(count)]
    meeting = multiprocessing.Barrier(count)
    workers = [
        multiprocessing.Process(target=take, args=(locks[place], locks[(place + 1) % count], meeting))
        for place in range(count)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
