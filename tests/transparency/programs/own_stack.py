"""How deep is the stack, and who is on it, in main, in a thread and in a child?"""

# methods: fork spawn forkserver
import inspect
import multiprocessing
import os
import sys
import threading
import traceback


def tell():
    for info in inspect.stack():
        print("   ", os.path.basename(info.filename), info.function, info.code_context)
    traceback.print_stack()


class Own(multiprocessing.Process):
    def start(self):
        print("start", [frame.name for frame in traceback.extract_stack()])
        super().start()

    def join(self, timeout=None):
        super().join(timeout)
        print("join", [frame.name for frame in traceback.extract_stack()])


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    print(depth)
    try:
        sys._getframe(1)
    except ValueError as error:
        print(error)
    tell()
    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    child = Own(target=tell)
    child.start()
    child.join()
