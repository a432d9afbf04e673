"""sys.stdout is closed, detached, set to None; then something is printed."""

import sys
import traceback

stream = sys.stdout
sys.stdout = None
print("nowhere")
sys.stdout = stream
print("before")
stream.close()
try:
    print("after")
except ValueError:
    traceback.print_exc()
print(stream.closed, file=sys.stderr)
