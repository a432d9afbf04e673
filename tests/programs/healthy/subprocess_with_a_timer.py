"""A program reads from a pipe that nobody writes to, and is ended by a timer of its own."""

import subprocess
import sys

CODE = "import signal, sys; signal.alarm(2); sys.stdin.read()"

if __name__ == "__main__":
    tool = subprocess.Popen([sys.executable, "-I", "-S", "-c", CODE], stdin=subprocess.PIPE)
    print(tool.wait())
