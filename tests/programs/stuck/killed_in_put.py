"""A worker is killed in the middle of a put into a SimpleQueue and keeps its writer's lock; the next cannot put."""

# finding: dead-owner
# workers: camera-0, camera-1
# objects: frames

import multiprocessing as mp
import time


def film(frames):
    frames.put(b"f" * 1_000_000)  # where
    print("filmed", flush=True)


def show(frames):
    for _ in range(2):
        print("frame of", len(frames.get()), flush=True)


if __name__ == "__main__":
    frames = mp.SimpleQueue()
    screen = mp.Process(target=show, args=(frames,), name="screen")
    cameras = [mp.Process(target=film, args=(frames,), name=f"camera-{n}") for n in range(2)]
    cameras[0].start()
    while not frames._wlock._semlock._is_zero():
        time.sleep(0.05)  # until it puts
    cameras[1].start()
    cameras[0].kill()  # it did not answer
    screen.start()
    for p in (screen, *cameras):
        p.join()
    print("filming is over", flush=True)
