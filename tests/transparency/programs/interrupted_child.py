"""SIGINT for a child that sleeps, then for main: both tracebacks, and both ends."""

# methods: fork spawn forkserver
import multiprocessing
import os
import signal
import sys
import time


def work(ready):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGUSR1])
    ready.set()
    signal.sigwait([signal.SIGUSR1])
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    time.sleep(60)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    ready = multiprocessing.Event()
    child = multiprocessing.Process(target=work, args=(ready,))
    child.start()
    ready.wait()
    os.kill(child.pid, signal.SIGINT)
    os.kill(child.pid, signal.SIGUSR1)
    child.join()
    print(child.exitcode)
    signal.raise_signal(signal.SIGINT)
