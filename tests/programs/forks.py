"""A bare os.fork: the child writes and leaves with os._exit; the parent waits for it."""

import os

print("parent", flush=True)
pid = os.fork()
if pid == 0:
    print("child", flush=True)
    os._exit(5)
_, status = os.waitpid(pid, 0)
print("child left with", os.waitstatus_to_exitcode(status))
