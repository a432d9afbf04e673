"""Pipes: both ends, one way, end of file, big messages, bytes, a connection sent through a connection."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import traceback


def work(end, passed):
    end.send(["from child", 1])
    print("child got", end.recv(), end.recv_bytes(), passed.recv())
    end.send_bytes(b"x" * 100000)
    end.close()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    here, there = multiprocessing.Pipe()
    reader, writer = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=work, args=(there, reader))
    child.start()
    there.close()
    here.send("to child")
    here.send_bytes(b"bytes")
    writer.send("one way")
    print(here.recv(), len(here.recv_bytes()), here.poll(1), here.closed, reader.readable, reader.writable)
    buffer = bytearray(3)
    try:
        here.recv()
    except EOFError:
        traceback.print_exc()
    child.join()
    one, other = multiprocessing.Pipe()
    one.send_bytes(b"too long")
    try:
        other.recv_bytes_into(buffer)
    except multiprocessing.BufferTooShort as error:
        print(type(error).__name__, error.args, buffer)
    one.send_bytes(b"abcdef", 1, 2)
    print(other.recv_bytes_into(buffer), buffer, multiprocessing.Pipe()[0] in [one, other])
    with one:
        one.send(other)
        copied = other.recv()
        print(type(copied) is type(one), copied.fileno() != other.fileno())
    other.close()
    copied.close()
    here.send("to nobody")
