"""Two workers count up a Value without holding its lock: both have read it before either writes."""

# finding: lost-update suspected
# workers: left, right
# objects: counter

import multiprocessing as mp


def count(counter, turn):
    counter.value = counter.value + turn.wait()  # where


class Turn:
    """Gives 1 once both have come, which is after both have read."""

    def __init__(self, barrier):
        self.barrier = barrier

    def wait(self):
        self.barrier.wait()
        return 1


if __name__ == "__main__":
    counter, turn = mp.Value("i", 0), Turn(mp.Barrier(2))
    crew = [mp.Process(target=count, args=(counter, turn), name=name) for name in ("left", "right")]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(counter.value, flush=True)
