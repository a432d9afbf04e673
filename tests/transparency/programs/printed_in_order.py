"""Output by print, by os.write, and by subprocesses that share descriptor 1 keeps its order."""

import os
import subprocess
import sys

for number in range(30):
    print("print", number, flush=True)
    os.write(1, b"os.write %d\n" % number)
print("now subprocesses")
for number in range(10):
    subprocess.run(["echo", f"echo {number}"], check=True)
    print("print", number)
subprocess.run([sys.executable, "-c", "print('python'); import sys; sys.exit(3)"], check=False)
print(os.system("echo system; exit 4") >> 8)
print(subprocess.check_output(["echo", "captured"]))
print("end")
