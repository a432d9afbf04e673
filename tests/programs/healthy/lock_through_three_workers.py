"""One lock is handed through three processes: each takes it and the next one gives it back. It ends by itself."""

import time
from multiprocessing import Event, Lock, Process


def work(number, token, previous, own):
    previous.wait()
    time.sleep(0.5)
    token.release()  # what the one before has taken
    token.acquire()
    print(f"worker {number} has the token", flush=True)
    own.set()


if __name__ == "__main__":
    token = Lock()
    turns = [Event() for _ in range(4)]
    workers = [Process(target=work, args=(n, token, turns[n], turns[n + 1]), name=f"worker-{n}") for n in range(3)]
    for worker in workers:
        worker.start()
    token.acquire()
    turns[0].set()
    for worker in workers:
        worker.join()
    token.release()
