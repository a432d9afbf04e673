"""A forked grandchild outlives its parent by a moment and still prints."""

import os
import sys
import time

sys.stdout.flush()
reader, writer = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        os.read(reader, 1)
        time.sleep(0.2)
        print("the orphan prints")
        sys.stdout.flush()
        os._exit(0)
    os._exit(0)
os.wait()
os.write(writer, b"x")
print("main ends")
