"""Descriptor 1 is closed with output waiting: the exit status is 120."""

import os
import sys

sys.stdout.write("never seen")
os.close(1)
