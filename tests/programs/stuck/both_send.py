"""Both ends of a pipe send more than it holds before either receives."""

# finding: deadlock
# workers: MainProcess, stage-1
# objects: a, b

import multiprocessing as mp


def stage(end):
    for n in range(50):
        end.send(("result", n, b"r" * 20_000))  # where
    for _ in range(50):
        end.recv()


if __name__ == "__main__":
    a, b = mp.Pipe()
    p = mp.Process(target=stage, args=(b,), name="stage-1")
    p.start()
    for n in range(50):
        a.send(("task", n, b"t" * 20_000))  # where
    print("sent", flush=True)
    for _ in range(50):
        a.recv()
    p.join()
    print("done", flush=True)
