"""sys.exit, os._exit and KeyboardInterrupt in threads that are not the main one."""

import os
import sys
import threading


def leave():
    sys.exit("not shown")


def interrupt():
    raise KeyboardInterrupt


def end():
    print("ends all")
    sys.stdout.flush()
    os._exit(6)


for target in (leave, interrupt, end):
    thread = threading.Thread(target=target, name=target.__name__)
    thread.start()
    thread.join()
    print("after", target.__name__)
