"""Workers check blocks of data and report each block in one message, printed in three parts."""

import argparse
import signal
import sys
import zlib
from multiprocessing import Barrier, Lock, Process


def checksum(block):
    return zlib.crc32(str(block).encode() * 100_000)


def work(number, blocks, lock, start):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    for block in blocks:
        with lock:
            print(f"worker {number}: block {block}", end=" ")
            print(f"checksum {checksum(block):08x}", end=" ")
            print("ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many processes print")
    parser.add_argument("--messages", type=int, default=20, help="messages from each of them; 0: without end")
    options = parser.parse_args()

    blocks = range(1, options.messages + 1) if options.messages else range(1, sys.maxsize)
    lock = Lock()
    start = Barrier(options.workers)
    workers = [
        Process(target=work, args=(number, blocks, lock, start), daemon=True)
        for number in range(1, options.workers + 1)
    ]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            worker.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
