"""Programs that walk tracebacks by hand: tb_next, extract_tb, sys.exc_info, format_exception."""

# differs before 3.11: there a traceback cannot be mended as it leaves a hook; it is when it is turned into text
# methods: fork spawn forkserver
import multiprocessing
import queue
import sys
import threading
import traceback


def names(tb):
    while tb is not None:
        yield tb.tb_frame.f_code.co_name, tb.tb_lineno
        tb = tb.tb_next


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    one, other = multiprocessing.Pipe()
    other.close()
    attempts = [
        threading.Lock().release,
        multiprocessing.Lock().release,
        lambda: queue.Queue().get(False),
        lambda: multiprocessing.Queue().get(False),
        multiprocessing.JoinableQueue().task_done,
        multiprocessing.SimpleQueue().put,
        lambda: multiprocessing.SimpleQueue().put(print.__self__),
        one.recv,
        threading.Thread().join,
        multiprocessing.Process().join,
    ]
    for attempt in attempts:
        try:
            attempt()
        except Exception as error:
            kind, value, tb = sys.exc_info()
            print(kind.__name__, value is error, list(names(tb))[0][1] > 20, [name for name, _ in names(tb)][1:])
            print(len(traceback.extract_tb(tb)), len(traceback.format_exception(kind, value, tb)))
