"""A program fills its pipe while its maker waits for it; a thread of the maker reads the pipe after a while."""

import subprocess
import sys
import threading
import time


def read(pipe):
    time.sleep(1.6)
    print(len(pipe.read()))


if __name__ == "__main__":
    tool = subprocess.Popen([sys.executable, "-c", "print('x' * 200_000)"], stdout=subprocess.PIPE)
    reader = threading.Thread(target=read, args=(tool.stdout,))
    reader.start()
    print(tool.wait())
    reader.join()
