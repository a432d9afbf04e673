"""Four processes stand in a ring; each holds its own block of track and waits for the next one's."""

# finding: deadlock
# workers: train-0, train-1, train-2, train-3

import multiprocessing as mp


def drive(own, following, on_track):
    with own:  # where
        on_track.wait()
        with following:  # where
            print("moved on", flush=True)


if __name__ == "__main__":
    blocks = [mp.Lock() for _ in range(4)]
    on_track = mp.Barrier(4)
    trains = [
        mp.Process(target=drive, args=(blocks[n], blocks[(n + 1) % 4], on_track), name=f"train-{n}") for n in range(4)
    ]
    for train in trains:
        train.start()
    for train in trains:
        train.join()
    print("all moved", flush=True)
