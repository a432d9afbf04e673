"""main receives from a pipe into which another program writes after 1.6 s, by a file descriptor that it was given."""

import subprocess
import sys
from multiprocessing import Pipe

PROGRAM = """
import sys, time
from multiprocessing.connection import Connection
time.sleep(1.6)
Connection(int(sys.argv[1]), readable=False).send("ready")
"""

if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    number = sender.fileno()
    other = subprocess.Popen([sys.executable, "-c", PROGRAM, str(number)], pass_fds=[number])
    print(receiver.recv())
    other.wait()
