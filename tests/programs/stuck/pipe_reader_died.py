"""The reader of a pipe has died; the writer fills the pipe, as the main process has the reading end open, too."""

# finding: nobody-left
# workers: writer
# objects: source, sink

import multiprocessing as mp


def read(source):
    print("read", len(source.recv()), flush=True)
    raise ValueError("bad block")


def write(sink):
    for _ in range(10):
        sink.send(b"b" * 100_000)  # where
    print("written", flush=True)


if __name__ == "__main__":
    source, sink = mp.Pipe(duplex=False)
    reader = mp.Process(target=read, args=(source,), name="reader")
    writer = mp.Process(target=write, args=(sink,), name="writer")
    reader.start()
    writer.start()
    reader.join()
    writer.join()
    print("done", flush=True)
