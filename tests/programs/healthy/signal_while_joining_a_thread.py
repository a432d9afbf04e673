"""main joins a thread, which waits for an event; another program sends main SIGTERM, and the handler sets the event."""

import os
import signal
import subprocess
import threading

stop = threading.Event()

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    thread = threading.Thread(target=stop.wait, name="service")
    thread.start()
    helper = subprocess.Popen(["sh", "-c", f"sleep 1.6; kill {os.getpid()}"])
    while thread.is_alive():
        thread.join(0.2)
    helper.wait()
