"""main sends more than a pipe holds, and waits: another program reads it after 1.5 s, by a file descriptor."""

import subprocess
import sys
from multiprocessing import Pipe

PROGRAM = """
import os, sys, time
time.sleep(1.5)
while os.read(int(sys.argv[1]), 65536):
    pass
"""

if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    number = receiver.fileno()
    reader = subprocess.Popen([sys.executable, "-S", "-c", PROGRAM, str(number)], pass_fds=[number])
    receiver.close()
    sender.send_bytes(bytes(1_000_000))
    sender.close()
    print("sent", reader.wait())
