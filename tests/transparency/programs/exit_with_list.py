"""What is the exit status, and what is written, after sys.exit([1])?"""

import sys

print("before", end="")
sys.exit([1])
