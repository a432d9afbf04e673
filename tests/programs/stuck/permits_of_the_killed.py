"""Both workers that hold the two permits of a semaphore are killed; four others wait."""

# finding: dead-owner
# workers: upload-0, upload-1, upload-2, upload-5
# objects: connections

import multiprocessing as mp
import time


def upload(connections, begun):
    with connections:  # where
        begun.release()
        time.sleep(60)
    print("uploaded", flush=True)


if __name__ == "__main__":
    connections, begun = mp.Semaphore(2), mp.Semaphore(0)
    crew = [mp.Process(target=upload, args=(connections, begun), name=f"upload-{n}") for n in range(6)]
    for p in crew[:2]:
        p.start()
        begun.acquire()
    for p in crew[2:]:
        p.start()
    time.sleep(0.3)
    for p in crew[:2]:
        p.kill()  # they took too long
    for p in crew:
        p.join()
    print("done", flush=True)
