"""A main process that ends in the way that its argument names."""

import os
import signal
import sys
import time

way = sys.argv[1]
print("output")
print("trouble", file=sys.stderr)
if way == "code":
    sys.exit(7)
if way == "text":
    sys.exit("a message")
if way == "hard":
    os._exit(9)
if way == "raise":
    raise KeyError("missing")
if way == "chained":
    try:
        {}["first"]
    except KeyError as error:
        raise ValueError("second") from error
if way == "interrupt":
    raise KeyboardInterrupt
if way.startswith("SIG"):
    sys.stdout.flush()
    os.kill(os.getpid(), getattr(signal, way))
    time.sleep(30)
