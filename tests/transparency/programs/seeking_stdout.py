"""What cannot be done with a terminal: tell, seek, read, truncate."""

import io
import sys
import traceback

for attempt in (
    sys.stdout.tell,
    lambda: sys.stdout.seek(0),
    sys.stdout.read,
    sys.stdout.truncate,
    sys.stdout.buffer.read,
):
    try:
        attempt()
    except (OSError, io.UnsupportedOperation):
        traceback.print_exc()
