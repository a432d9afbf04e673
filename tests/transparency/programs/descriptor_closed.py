"""Descriptor 1 is closed: the next flush fails, and so does the one at exit."""

import os
import sys

print("before")
sys.stdout.flush()
os.close(1)
try:
    print("after")
    sys.stdout.flush()
except OSError as error:
    print(error, file=sys.stderr)
