"""Writes to both streams in shapes whose chunking shows how they are buffered."""

import sys

print("one", 2, "three")
print("ends", "without", end="")
print("\nstarts with a newline")
sys.stdout.write("a" * 900)
sys.stdout.write("b" * 900)
sys.stdout.write("\n")
print("x" * 5000, "y" * 5000)
sys.stdout.writelines(["l1\n", "l2\n", "l3"])
print("trouble", 1, file=sys.stderr)
sys.stderr.write("half")
print("two\nlines\nat once", end="")
sys.stdout.buffer.write(b"raw bytes\n")
sys.stdout.flush()
print("c" * 20_000)
print("flushed", end="", flush=True)
print("last, without newline", end="")
