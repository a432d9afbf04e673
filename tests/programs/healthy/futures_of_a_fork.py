"""A future that is set late in each of two processes, and one that is cancelled in vain while it runs."""

import os
import threading
from concurrent.futures import Future

if __name__ == "__main__":
    answer = Future()
    child = os.fork()
    threading.Timer(1.6, answer.set_result, ["late"]).start()
    print(answer.result(), flush=True)
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    running = Future()
    running.set_running_or_notify_cancel()
    print(running.cancel())
    threading.Timer(1.6, running.set_exception, [ValueError("late")]).start()
    print(repr(running.exception()))
