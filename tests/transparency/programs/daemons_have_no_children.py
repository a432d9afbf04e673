"""Daemon rules: no children of daemons, the flag set too late, daemons ended with their parent."""

# methods: fork spawn forkserver
# compare: sorted-lines
import multiprocessing
import sys
import time
import traceback


def linger():
    time.sleep(60)
    print("never")


def work():
    print(multiprocessing.current_process().daemon)
    multiprocessing.Process(target=linger).start()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    child = multiprocessing.Process(target=work, daemon=True)
    child.start()
    try:
        child.daemon = False
    except AssertionError:
        traceback.print_exc()
    child.join()
    print(child.exitcode, child.daemon)
    multiprocessing.Process(target=linger, daemon=True).start()
