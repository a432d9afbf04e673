"""A program that replaces itself: os.execv of another python, with output before."""

import os
import sys

print("before")
sys.stdout.flush()
os.execv(sys.executable, [sys.executable, "-c", "print('after'); raise SystemExit(8)"])
