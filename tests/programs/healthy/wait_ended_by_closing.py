"""main waits in recv() of a connection; the worker has nothing to send and closes its end after 1.6 s."""

import time
from multiprocessing import Pipe, Process


def keep_open(sender):
    time.sleep(1.6)
    sender.close()
    time.sleep(0.3)


if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    process = Process(target=keep_open, args=(sender,), name="quiet")
    process.start()
    sender.close()
    try:
        receiver.recv()
    except EOFError:
        print("closed")
    process.join()
