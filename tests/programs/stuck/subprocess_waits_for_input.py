"""A filter goes on until its input ends, which its maker keeps open while it waits for the filter."""

# finding: nobody-left suspected
# workers: MainProcess, cat

import subprocess
import sys

if __name__ == "__main__":
    words = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    words.stdin.write(b"all of it\n")
    words.stdin.flush()
    sys.exit(words.wait())  # where
