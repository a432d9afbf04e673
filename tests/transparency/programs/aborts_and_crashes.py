"""Children that abort and crash, with faulthandler on: what it prints and the exit codes."""

# methods: fork spawn forkserver
import faulthandler
import multiprocessing
import os
import resource
import sys


def abort():
    os.abort()


def crash():
    faulthandler._sigsegv()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    multiprocessing.set_start_method(sys.argv[1])
    for target in (abort, crash):
        child = multiprocessing.Process(target=target)
        child.start()
        child.join()
        print(child.exitcode)
    faulthandler.enable()
    print(faulthandler.is_enabled())
    crash()
