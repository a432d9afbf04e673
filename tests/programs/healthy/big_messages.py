"""Messages of 5 MB through a pipe, received slowly: send() waits for room again and again. It ends by itself."""

import time
from multiprocessing import Pipe, Process


def receive(end):
    for _ in range(3):
        time.sleep(0.6)
        print(len(end.recv_bytes()), flush=True)


if __name__ == "__main__":
    ours, theirs = Pipe()
    receiver = Process(target=receive, args=(theirs,), name="receiver")
    receiver.start()
    for _ in range(3):
        ours.send_bytes(b"x" * 5_000_000)
    receiver.join()
