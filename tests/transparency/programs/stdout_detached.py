"""The layers of stdout are taken apart and used singly."""

import io
import sys

print("whole")
buffer = sys.stdout.detach()
buffer.write(b"buffer\n")
buffer.flush()
try:
    print("gone")
except ValueError as error:
    print(error, file=sys.stderr)
sys.stdout = io.TextIOWrapper(buffer, encoding="ascii", errors="backslashreplace", write_through=True)
print("again ä")
raw = sys.stdout.detach().detach()
raw.write(b"raw\n")
print(raw.fileno(), raw.name, raw.mode, raw.closed, file=sys.stderr)
