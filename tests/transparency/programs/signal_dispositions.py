"""What a process inherits from whoever starts it: dispositions, masks, limits, and no signal at its parent's death."""

import ctypes
import os
import resource
import signal
import subprocess
import sys

if os.fork() == 0:  # what a worker inherits is asked too
    print("in a child", flush=True)
else:
    os.wait()
for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGTERM", "SIGPIPE", "SIGUSR1", "SIGTSTP", "SIGCHLD"):
    print(name, signal.getsignal(getattr(signal, name)))
with open("/proc/self/status") as status:
    wanted = ("SigIgn", "SigBlk", "NoNewPrivs", "CapEff", "Umask", "TracerPid")
    lines = list(status)
    print("".join(line for line in lines if line.startswith(wanted)))
caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
print(hex(caught & ~(1 << (signal.SIGURG - 1))))  # of which docs/limits.md tells
asked, libc = ctypes.c_int(0), ctypes.CDLL(None)
for what, option in (("death signal", 2), ("subreaper", 37)):
    libc.prctl(option, ctypes.byref(asked))
    print(what, asked.value)
print("nice", os.nice(0), "files", resource.getrlimit(resource.RLIMIT_NOFILE))
print("core", resource.getrlimit(resource.RLIMIT_CORE), "umask", oct(os.umask(0)))
print(sorted(name for name in os.environ if name.startswith("MPTUI_LAUNCH")), sys.argv[1:])
ignored = "open('/proc/self/status').read().partition('SigIgn:')[2][:17]"
print(subprocess.run([sys.executable, "-c", f"print({ignored})"], capture_output=True, text=True, check=True).stdout)
sys.stdout.flush()
os._exit(0)
