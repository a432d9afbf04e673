"""os.fork: output that was not flushed appears twice, exit codes are the child's own, os.wait works."""

import os
import sys

print("flushed line")
sys.stdout.write("half ")
pid = os.fork()
if pid == 0:
    print("child")
    sys.exit(3)
_, status = os.waitpid(pid, 0)
print("parent", os.waitstatus_to_exitcode(status))
if os.fork() == 0:
    raise ValueError("in the child")
print(os.waitstatus_to_exitcode(os.wait()[1]))
for code in (0, 5):
    if os.fork() == 0:
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
try:
    os.wait()
except ChildProcessError as error:
    print(error)
