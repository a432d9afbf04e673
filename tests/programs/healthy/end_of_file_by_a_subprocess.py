"""main receives from a pipe whose other end another program alone has: as that ends, recv() says end of file."""

import subprocess
from multiprocessing import Pipe

if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    other = subprocess.Popen(["sleep", "1.7"], pass_fds=[sender.fileno()])
    sender.close()
    try:
        receiver.recv()
    except EOFError:
        print("the other program has ended")
    other.wait()
