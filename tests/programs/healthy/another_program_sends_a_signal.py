"""main waits for an event; another program sends SIGUSR1 after 1.5 s, and the handler sets the event."""

import os
import signal
import subprocess
import threading


def come(number, frame):
    ready.set()


ready = threading.Event()

if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, come)
    other = subprocess.Popen(["sh", "-c", f"sleep 1.5; kill -USR1 {os.getpid()}"])
    ready.wait()
    other.wait()
