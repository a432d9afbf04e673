"""Starts Python in every way: each prints a line and exits with a status of its own."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp())
SAY = "import sys, threading; lock = threading.Lock(); lock.acquire(); print('{0}'); lock.release(); sys.exit({1})"


def run(command, **options):
    return subprocess.run(command, check=False, **options).returncode


def script(name, first, *lines):
    path = FOLDER / name
    path.write_text("\n".join((first, *lines)) + "\n")
    path.chmod(0o755)
    return str(path)


def missing():
    try:
        subprocess.run([sys.executable, "-c", "pass"], cwd=FOLDER / "nowhere", check=False)
    except FileNotFoundError:
        print("missing", flush=True)


def spawn():
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", SAY.format("spawned", 4)], {})
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def fork_and_exec():
    pid = os.fork()
    if not pid:
        os.execv(sys.executable, [sys.executable, "-c", SAY.format("instead of a fork", 5)])
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


GRANDCHILD = SAY.format("grandchild", 7)
NESTED = f"import subprocess; print('parent', flush=True); subprocess.call([{sys.executable!r}, '-c', {GRANDCHILD!r}])"
codes = [
    run([sys.executable, "-c", SAY.format("code", 1)]),
    run([sys.executable, script("worker.py", "", SAY.format("script", 2))], env={}),
    run([sys.executable, "-m", "worker"], cwd=FOLDER),
    run([script("tool", f"#!{sys.executable}", SAY.format("tool", 3))]),
    run([sys.executable, "-I", "-c", SAY.format("isolated", 6)]),
    run([sys.executable, "-c", NESTED]),
    run([sys.executable, "-c", SAY.format("prepared", 8)], preexec_fn=lambda: None),
    spawn(),
    fork_and_exec(),
    run(["sh", "-c", "env | grep -e MPTUI_LAUNCH -e probe/site | wc -l"]),
]
missing()
print(codes)
sys.stdout.flush()
threading.Thread(target=threading.Event().wait, name="idle", daemon=True).start()
os.execv(sys.executable, [sys.executable, "-c", SAY.format("instead of main", 9)])
