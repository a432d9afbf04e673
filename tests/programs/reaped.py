"""Children made by os.fork, reaped at once in every way that os has; and one that reaps a child of its own."""

import os
import signal
import sys


def child(code):
    """Fork a child that ends with an exit code, or by a signal if it is negative."""
    pid = os.fork()
    if pid == 0:
        if code < 0:
            os.kill(os.getpid(), -code)
        os._exit(code)
    return pid


child(1)
os.wait()
os.waitpid(child(2), 0)
os.waitpid(child(-signal.SIGKILL), 0)
child(3)
os.wait3(0)
os.wait4(child(4), 0)
os.waitid(os.P_PID, child(5), os.WEXITED)
os.waitid(os.P_PID, child(-signal.SIGTERM), os.WEXITED)
pid = os.fork()
if pid == 0:
    os.waitpid(child(6), 0)
    sys.exit(7)
while os.waitpid(pid, os.WNOHANG) == (0, 0):
    pass
