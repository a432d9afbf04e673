"""stdout replaced by a StringIO, an own class, a file, and put back; contextlib.redirect_stdout in main and child."""

# methods: fork spawn forkserver
import contextlib
import io
import multiprocessing
import sys
import tempfile


class Upper:
    def __init__(self, stream):
        self.stream = stream

    def write(self, text):
        return self.stream.write(text.upper())

    def flush(self):
        self.stream.flush()


def work():
    held = io.StringIO()
    with contextlib.redirect_stdout(held), contextlib.redirect_stderr(held):
        print("held")
        print("too", file=sys.stderr)
    print(repr(held.getvalue()))
    sys.stdout = Upper(sys.stdout)
    print("loud in child")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    sys.stdout = Upper(sys.__stdout__)
    print("loud")
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print("still loud", child.exitcode)
    with tempfile.TemporaryFile("w+") as file:
        sys.stdout = file
        print("to a file")
        sys.stdout = sys.__stdout__
        file.seek(0)
        print("in the file:", file.read())
    print("at a time", flush=True, end="!\n", file=sys.stderr)
    sys.stdout = open(sys.stdout.fileno(), "w", closefd=False, buffering=1)
    print("over descriptor 1")
