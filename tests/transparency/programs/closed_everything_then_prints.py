"""Main process, worker and forked child close all descriptors above 2; the next line, on either stream, is not lost."""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys
import threading


def close_and_print(name):
    print(name, "before", flush=True)
    os.closerange(3, 4096)
    print(name, "after", flush=True)
    print(name, "fails", file=sys.stderr)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    worker = multiprocessing.Process(target=close_and_print, args=("worker",))
    worker.start()
    worker.join()
    print("code", worker.exitcode, flush=True)
    if os.fork() == 0:
        print("child up", file=sys.stderr)
        os.closerange(3, 1 << 20)
        print("child: the one line that matters", file=sys.stderr)
        os._exit(1)
    os.wait()
    close_and_print("main")
    with open(os.devnull) as file:
        files = [os.dup(file.fileno()) for _ in range(1000)]  # no number that was ours is free now
    lock = threading.Lock()
    with lock:
        print("main goes on with", len(files), "files", flush=True)
