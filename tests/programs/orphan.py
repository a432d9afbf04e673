"""Leaves a grandchild behind that outlives its parent. Argument: seconds that it lives."""

import os
import sys
import time

if os.fork() == 0:
    if os.fork() == 0:
        time.sleep(float(sys.argv[1]))
        print("orphan ends", flush=True)
        os._exit(0)
    os._exit(0)
os.wait()
print("main ends", flush=True)
