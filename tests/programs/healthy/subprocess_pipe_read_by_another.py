"""A program fills its pipe while its maker waits for it; another process, which has inherited the pipe, reads it."""

import subprocess
import sys
import time
from multiprocessing import Process


def read(pipe):
    time.sleep(1.6)
    print(len(pipe.read()))


if __name__ == "__main__":
    command = [sys.executable, "-c", "print('x' * 200_000)"]
    if sys.platform == "linux":
        import multiprocessing

        multiprocessing.set_start_method("fork", force=True)
    tool = subprocess.Popen(command, stdout=subprocess.PIPE)
    reader = Process(target=read, args=(tool.stdout,), name="reader")
    reader.start()
    print(tool.wait())
    reader.join()
