"""A C library calls a function of the program's after 1.7 s, from a thread that no line of Python has run in before."""

import ctypes
import threading

NOTIFY = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Event(ctypes.Structure):
    _fields_ = [("value", ctypes.c_void_p), ("signal", ctypes.c_int), ("notify", ctypes.c_int), ("function", NOTIFY),
                ("attributes", ctypes.c_void_p), ("rest", ctypes.c_char * 64)]  # fmt: skip


heard = threading.Event()
function = NOTIFY(lambda argument: heard.set())

if __name__ == "__main__":
    library, timer = ctypes.CDLL(None), ctypes.c_void_p()
    event = Event(notify=2, function=function)  # SIGEV_THREAD
    library.timer_create(1, ctypes.byref(event), ctypes.byref(timer))
    seconds = (ctypes.c_long * 4)(0, 0, 1, 700_000_000)
    library.timer_settime(timer, 0, seconds, None)
    heard.wait()
    print("heard")
