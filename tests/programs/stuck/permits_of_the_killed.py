"""Both workers that hold the two permits of a semaphore are killed; four others wait."""

# finding: dead-owner
# workers: upload-0, upload-1, upload-2, upload-5
# objects: connections

import multiprocessing as mp
import time


def upload(connections):
    with connections:  # where
        time.sleep(60)
    print("uploaded", flush=True)


if __name__ == "__main__":
    connections = mp.Semaphore(2)
    crew = [mp.Process(target=upload, args=(connections,), name=f"upload-{n}") for n in range(6)]
    for p in crew[:2]:
        p.start()
    time.sleep(0.5)
    for p in crew[2:]:
        p.start()
    time.sleep(0.3)
    for p in crew[:2]:
        p.kill()  # they took too long
    for p in crew:
        p.join()
    print("done", flush=True)
