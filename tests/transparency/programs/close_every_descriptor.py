"""A program that closes every descriptor above 2, as daemons do, goes on; and so does one that forks after it."""

import os
import sys
import threading

os.closerange(3, 65536)
lock = threading.Lock()
with lock:
    print("still here", file=sys.stderr)
sys.stderr.flush()
if os.fork() == 0:
    with lock:
        print("child")
    sys.stdout.flush()
    os._exit(3)
print(os.waitstatus_to_exitcode(os.wait()[1]))
