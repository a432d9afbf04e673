"""SIGINT to itself: KeyboardInterrupt where it arrives, and the end that a shell sees."""

# methods: fork spawn forkserver
import multiprocessing
import os
import signal
import sys
import traceback


def work():
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        traceback.print_exc()
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print(child.exitcode)
    work()
