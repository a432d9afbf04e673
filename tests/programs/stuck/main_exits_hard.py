"""The main process itself ends by os._exit, with text in a buffer."""

# finding: lost-output suspected
# workers: MainProcess

import os
import sys

sys.stdout.write("no newline")
os._exit(0)  # where
