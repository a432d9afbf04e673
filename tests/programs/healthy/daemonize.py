"""A daemon made by the book: fork, setsid, fork again. The program itself has long ended when the daemon is done."""

import os
import sys
import time

if __name__ == "__main__":
    print("the daemon is on its way", flush=True)
    if not os.fork():
        os.setsid()
        if not os.fork():
            time.sleep(1.6)
            sys.exit(0)
        os._exit(0)
    os.wait()
