"""A supervisor starts its worker again as soon as it has ended, and it always ends with an error."""

# finding: respawning suspected
# workers: MainProcess

import multiprocessing as mp


def serve(port):
    raise ConnectionRefusedError(port)


if __name__ == "__main__":
    while True:
        p = mp.Process(target=serve, args=(5432,))
        p.start()
        p.join()
