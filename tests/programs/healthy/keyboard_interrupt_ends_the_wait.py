"""main waits for a lock that nobody gives back; another program sends SIGINT, as ctrl+c does, and main goes on."""

import os
import signal
import subprocess
import threading

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    lock = threading.Lock()
    helper = subprocess.Popen(["sh", "-c", f"sleep 1.6; kill -INT {os.getpid()}"])
    with lock:
        try:
            lock.acquire()
        except KeyboardInterrupt:
            print("interrupted")
    helper.wait()
