"""Writes what no terminal should be asked to show. The same bytes come from `python bytes_out.py`."""

import os
import sys

out = sys.stdout.buffer
out.write(b"\x1b[2J\x1b]0;title\x07 [bold]markup[/] \x1b[31mred\r\n")
out.write(b"\xff\xfe invalid \xc3( utf-8 \x00 NUL \x80\n")
out.write(bytes(range(256)))
out.flush()
out.write(b"z" * 10_000_000)
out.flush()
os.write(1, b"straight to the descriptor\n")
os.write(2, b"and to the other\n")
