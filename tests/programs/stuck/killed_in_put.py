"""A worker is killed in the middle of a put into a SimpleQueue and keeps its writer's lock; the next cannot put."""

# finding: dead-owner
# workers: camera-0, camera-1
# objects: frames

import multiprocessing as mp
import time


def film(frames, begun):
    begun.release()
    frames.put(b"f" * 1_000_000)  # where
    print("filmed", flush=True)


def show(frames):
    time.sleep(0.4)
    for _ in range(2):
        print("frame of", len(frames.get()), flush=True)


if __name__ == "__main__":
    frames, begun = mp.SimpleQueue(), mp.Semaphore(0)
    screen = mp.Process(target=show, args=(frames,), name="screen")
    cameras = [mp.Process(target=film, args=(frames, begun), name=f"camera-{n}") for n in range(2)]
    for p in (*cameras, screen):
        p.start()
        if p is not screen:
            begun.acquire()
            time.sleep(0.2)
    cameras[0].kill()  # it did not answer
    for p in (screen, *cameras):
        p.join()
    print("filming is over", flush=True)
