"""Popen.wait waits for a program that writes more than its pipe holds."""

# finding: nobody-left suspected
# workers: scan-1

import multiprocessing as mp
import subprocess
import sys


def scan(lines):
    tool = [sys.executable, "-c", f"print('entry ' * 20 * {lines})"]
    p = subprocess.Popen(tool, stdout=subprocess.PIPE)
    code = p.wait()  # where
    print(lines, "lines, code", code, len(p.stdout.read()), flush=True)


if __name__ == "__main__":
    crew = [mp.Process(target=scan, args=(n,), name=f"scan-{i}") for i, n in enumerate([3, 3000])]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("scanned", flush=True)
