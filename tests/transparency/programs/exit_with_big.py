"""What is the exit status, and what is written, after sys.exit(300)?"""

import sys

print("before", end="")
sys.exit(300)
