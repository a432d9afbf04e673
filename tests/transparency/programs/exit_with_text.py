"""What is the exit status, and what is written, after sys.exit('text\nmore')?"""

import sys

print("before", end="")
sys.exit("text\nmore")
