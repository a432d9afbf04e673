"""Descriptor 1 becomes a pipe that nobody reads: BrokenPipeError, and the message at exit."""

import os
import sys

reader, writer = os.pipe()
os.dup2(writer, 1)
os.close(reader)
os.close(writer)
try:
    print("to nobody", flush=True)
except BrokenPipeError as error:
    print(repr(error), file=sys.stderr)
sys.stdout.write("again")
