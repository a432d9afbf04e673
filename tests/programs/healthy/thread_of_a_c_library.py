"""A thread that a C library makes calls a function of the program's after 1.5 s, which sets the event main awaits."""

import ctypes
import threading

CALLBACK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)


def call_back(argument):
    ctypes.CDLL(None).usleep(1_500_000)
    heard.set()


heard = threading.Event()

if __name__ == "__main__":
    library, thread = ctypes.CDLL(None), ctypes.c_ulong()
    function = CALLBACK(call_back)
    library.pthread_create(ctypes.byref(thread), None, function, None)
    heard.wait()
    print("heard")
