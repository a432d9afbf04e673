"""The attributes of sys.stdout and sys.stderr, in main and in a child."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def tell(where):
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        print(where, stream.name, stream.mode, stream.encoding, stream.errors, stream.line_buffering, stream.newlines)
        print(stream.isatty(), stream.fileno(), stream.writable(), stream.readable(), stream.seekable(), stream.closed)
        print(stream.write_through, stream.buffer.raw.name, stream.buffer.raw.closefd, stream.buffer.raw.mode)
        print(type(stream).__name__, type(stream.buffer).__name__, type(stream.buffer.raw).__name__, stream)
        print(stream.buffer, stream.buffer.mode, stream.buffer.raw)
    print(sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    tell("main")
    child = multiprocessing.Process(target=tell, args=("child",))
    child.start()
    child.join()
