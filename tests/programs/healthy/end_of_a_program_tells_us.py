"""main waits for an event without end; the handler of SIGCHLD sets it as the program that was started ends."""

import signal
import subprocess
import threading


def ended(number, frame):
    over.set()


over = threading.Event()

if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, ended)
    program = subprocess.Popen(["sleep", "1.6"])
    over.wait()
    print(program.wait())
