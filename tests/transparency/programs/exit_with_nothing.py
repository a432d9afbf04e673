"""What is the exit status, and what is written, after sys.exit(None)?"""

import sys

print("before", end="")
sys.exit(None)
