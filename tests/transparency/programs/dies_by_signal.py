"""A main process that is ended by a signal, with output before it."""

import os
import signal

print("before")
os.kill(os.getpid(), signal.SIGUSR2)
print("never")
