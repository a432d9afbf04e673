"""A forked child ends by os._exit, so that what its parent has in the buffer is not written twice."""

import os
import sys

sys.stdout.write("begun, ")
child = os.fork()
if not child:
    os._exit(0)
os.waitpid(child, 0)
print("and ended", flush=True)
