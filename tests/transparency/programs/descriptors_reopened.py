"""What a daemon does: /dev/null over 0, 1 and 2 in a grandchild of two forks; the parent sees none of its output."""

import os
import sys

reader, writer = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() > 0:
        os._exit(0)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    print("into nothing")
    print("errors too", file=sys.stderr)
    sys.stdout.flush()
    os.write(writer, b"daemon done")
    os._exit(0)
os.wait()
print(os.read(reader, 100))
