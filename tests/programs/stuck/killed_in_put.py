"""A worker is killed in the middle of a put into a SimpleQueue and keeps its writer's lock; the next cannot put."""

# finding: dead-owner
# workers: camera-0, camera-1
# objects: frames

import multiprocessing as mp
import time


def film(frames):
    frames.put(b"f" * 1_000_000)  # where
    print("filmed", flush=True)


if __name__ == "__main__":
    frames = mp.SimpleQueue()
    crew = [mp.Process(target=film, args=(frames,), name=f"camera-{n}") for n in range(2)]
    crew[0].start()
    time.sleep(0.5)
    crew[1].start()
    time.sleep(0.3)
    crew[0].kill()  # it did not answer
    for p in crew:
        p.join()
    print("filming is over", flush=True)
