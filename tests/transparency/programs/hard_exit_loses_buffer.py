"""os._exit with a line half written: what was in the buffer is lost, on stdout; stderr has none."""

import os
import sys

print("whole line")
print("half a line", end="")
print("half an error", end="", file=sys.stderr)
os._exit(2)
