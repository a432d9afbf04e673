"""main is in recv() for 1.6 s as the message takes that long to unpickle: the sender waits for the answer."""

import time
from multiprocessing import Pipe, Process


def build():
    time.sleep(1.6)
    return "model"


class Model:
    def __reduce__(self):
        return build, ()


def ask(end):
    end.send(Model())
    print(end.recv(), flush=True)


if __name__ == "__main__":
    ours, theirs = Pipe()
    process = Process(target=ask, args=(theirs,), name="asker")
    process.start()
    print(ours.recv())
    ours.send("thanks")
    process.join()
