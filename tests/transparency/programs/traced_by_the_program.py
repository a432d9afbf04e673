"""sys.settrace, sys.setprofile and their threading forms see the program's own functions, and no others of ours."""

import os
import sys
import threading

seen = []


def tracer(frame, event, arg):
    if event.startswith("c_") and arg is not sys.setprofile:
        return None  # of functions written in C that mptui hooks, it does not tell
    seen.append((event, os.path.basename(frame.f_code.co_filename), frame.f_code.co_name))
    return tracer if event == "call" and frame.f_code.co_name == "work" else None


def work():
    lock = threading.Lock()
    with lock:
        lock.locked()
    return 3


def show():
    for entry in seen:
        print(*entry)
    seen.clear()


print(sys.gettrace(), sys.getprofile())
sys.settrace(tracer)
work()
sys.settrace(None)
show()
sys.setprofile(tracer)
work()
sys.setprofile(None)
show()
threading.settrace(tracer)
thread = threading.Thread(target=work)
thread.start()
thread.join()
threading.settrace(None)
show()
print(sys.gettrace(), sys.getprofile())
