"""sys.stdout.buffer, raw writes, odd characters, surrogates, encodings changed by reconfigure."""

import os
import sys

sys.stdout.buffer.write(b"\x00\xff\x1b[31mbytes\r\n")
sys.stdout.flush()
print("umlaut ä, emoji 🎉, tab\t, bell \a")
sys.stdout.flush()
os.write(1, b"raw\n")
sys.stdout.buffer.raw.write(b"lowest\n")
sys.stderr.write("\udcff surrogate\n")
sys.stdout.reconfigure(encoding="latin-1", errors="replace", newline="\r\n", line_buffering=False)
print("latin ä", "never € here")
print(sys.stdout.encoding, sys.stdout.errors, sys.stdout.line_buffering)
sys.stdout.reconfigure(encoding="utf-8", newline="\n", line_buffering=True, write_through=True)
print("x" * 20000)
sys.stdout.writelines(["a\n", "b\n"])
print(sys.stdout.buffer.write(memoryview(b"view\n")), sys.stdout.write("count"))
sys.stdout.reconfigure(errors="strict")
print("\udcff")
