"""A program that traces its own lines, as a debugger does; a thread waits for a lock that main holds for 1.6 s."""

import sys
import threading
import time

lines = []


def trace(frame, event, argument):
    lines.append(frame.f_lineno)
    return trace


def work():
    with lock:
        print("the thread has it", flush=True)


lock = threading.Lock()

if __name__ == "__main__":
    threading.settrace(trace)
    sys.settrace(trace)
    thread = threading.Thread(target=work, name="worker")
    with lock:
        thread.start()
        time.sleep(1.6)
    thread.join()
    sys.settrace(None)
    print(len(lines) > 10)
