"""Both ends of a pipe wait for the other to send, after each has had its say once."""

# finding: deadlock
# workers: MainProcess, peer
# objects: ours, theirs

import multiprocessing as mp


def talk(end):
    end.send("hello")
    while (word := end.recv()) != "bye":  # where
        print("heard", word, flush=True)


if __name__ == "__main__":
    ours, theirs = mp.Pipe()
    peer = mp.Process(target=talk, args=(theirs,), name="peer")
    peer.start()
    ours.send("good day")
    for _ in range(2):
        print("heard", ours.recv(), flush=True)  # where
    ours.send("bye")
    peer.join()
