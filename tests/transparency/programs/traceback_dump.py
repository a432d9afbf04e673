"""faulthandler's dump of the main thread, at top level and within functions."""

import faulthandler
import threading


def inner():
    faulthandler.dump_traceback(all_threads=False)


def outer():
    inner()


faulthandler.dump_traceback(all_threads=False)
outer()
thread = threading.Thread(target=outer)
thread.start()
thread.join()
