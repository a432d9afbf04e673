"""A reader reads until the end of the pipe, which never comes: the main process has the other end open, too."""

# finding: nobody-left
# workers: reader
# objects: source, sink

import multiprocessing as mp


def write(sink):
    for n in range(3):
        sink.send(n)
    sink.close()


def read(source):
    try:
        while True:
            print("read", source.recv(), flush=True)  # where
    except EOFError:
        print("end of data", flush=True)


if __name__ == "__main__":
    source, sink = mp.Pipe(duplex=False)
    writer = mp.Process(target=write, args=(sink,), name="writer")
    reader = mp.Process(target=read, args=(source,), name="reader")
    writer.start()
    reader.start()
    writer.join()
    reader.join()
    print("done", flush=True)
