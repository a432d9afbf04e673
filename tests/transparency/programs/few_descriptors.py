"""A Python that may have few descriptors only has none but the lowest: the highest that it may have is free."""

import resource
import subprocess
import sys

FEW = 29
PROGRAM = "import os; print(*(n for n in range(10, 100) if os.path.exists('/proc/self/fd/%d' % n)))"

_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, most))
print(subprocess.run([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, check=True).stdout)
