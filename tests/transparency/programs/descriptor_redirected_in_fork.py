"""The shell's way: fork, redirect descriptors 1 and 2 to a pipe, write; the parent reads all of it."""

import os
import sys

reader, writer = os.pipe()
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    os.dup2(writer, 1)
    os.dup2(writer, 2)
    os.close(reader)
    os.close(writer)
    print("through the pipe")
    print("errors too", file=sys.stderr)
    sys.stdout.flush()
    os._exit(0)
os.close(writer)
with open(reader) as file:
    print("read:", file.read().split("\n"))
os.waitpid(pid, 0)
