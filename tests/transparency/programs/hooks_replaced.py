"""sys.excepthook, threading.excepthook and sys.unraisablehook replaced: what they are given."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading
import traceback


def show(kind, value, tb):
    print("excepthook", kind.__name__, value, [frame.name for frame in traceback.extract_tb(tb)])
    print(value.__traceback__ is tb, sys.excepthook is show, sys.__excepthook__)


def show_thread(args):
    frames = [frame.name for frame in traceback.extract_tb(args.exc_traceback)]
    print("threading", args.exc_type.__name__, args.exc_value, args.thread.name, frames)


def show_unraisable(args):
    print("unraisable", args.exc_type.__name__, args.exc_value, args.err_msg, args.object.__name__)


class Breaks:
    def __del__(self):
        raise ValueError("in del")


def work():
    threading.Lock().release()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    print(sys.excepthook is sys.__excepthook__, sys.excepthook, threading.excepthook, sys.unraisablehook)
    print(getattr(threading, "__excepthook__", None))
    sys.excepthook, threading.excepthook, sys.unraisablehook = show, show_thread, show_unraisable
    thread = threading.Thread(target=work, name="thread")
    thread.start()
    thread.join()
    Breaks()
    child = multiprocessing.Process(target=work, name="child")
    child.start()
    child.join()
    work()
