"""In which order do the exit functions run, in main and in a child?"""

# methods: fork spawn forkserver
import atexit
import multiprocessing
import multiprocessing.util
import sys
import threading


def say(*words):
    print(*words, flush=True)


def register(where):
    atexit.register(say, where, "atexit")
    for priority in (None, 5, -5):
        multiprocessing.util.Finalize(None, say, (where, "finalizer", priority), exitpriority=priority or 0)
    if hasattr(threading, "_register_atexit"):
        threading._register_atexit(say, where, "threading")


def late(where):
    threading.main_thread().join(0.2)
    say(where, "late thread")


def work():
    register("child")
    threading.Thread(target=late, args=("child",)).start()
    say("child works")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    register("main")
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print(child.exitcode)
    threading.Thread(target=late, args=("main",)).start()
    atexit.register(say, "last registered")
