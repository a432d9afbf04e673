"""A reader and a writer of a cache take its two locks in opposite orders. They just miss each other."""

# finding: lock-order potential
# workers: reader, writer
# objects: index, data

import threading
import time

index, data, begun = threading.Lock(), threading.RLock(), threading.Barrier(2)


def read():
    begun.wait()
    for _ in range(3):
        with index:  # where
            print("looking it up", flush=True)
            with data:  # where
                pass


def write():
    begun.wait()
    time.sleep(1)
    with data, index:  # where
        pass


if __name__ == "__main__":
    reader = threading.Thread(target=read, name="reader")
    writer = threading.Thread(target=write, name="writer")
    reader.start()
    writer.start()
    reader.join()
    writer.join()
