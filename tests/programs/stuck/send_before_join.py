"""A worker sends more than its pipe holds; the main process joins it before it receives."""

# finding: deadlock
# workers: MainProcess, reader
# objects: ours, theirs

import multiprocessing as mp


def read(theirs):
    theirs.send("started")
    theirs.send(b"x" * 1_000_000)  # where


if __name__ == "__main__":
    ours, theirs = mp.Pipe()
    reader = mp.Process(target=read, args=(theirs,), name="reader")
    reader.start()
    print(ours.recv(), flush=True)
    reader.join()  # where
    print(len(ours.recv()), flush=True)
