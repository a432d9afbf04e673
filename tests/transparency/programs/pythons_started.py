"""Pythons started in many ways: what each sees of its environment, path, flags and arguments."""

import os
import subprocess
import sys

TELL = """
import os, sys, threading
unseen = ("_", "SHLVL", "LC_CTYPE")
names = [name for name in os.environ if name not in unseen]
print([(k, os.environ[k]) for k in names if "PYTHON" in k or "MPTUI" in k], len(names) > 4)
print(sys.argv, [os.path.basename(place) for place in sys.path[:3]], len(sys.path), sys.flags)
print(sys.gettrace(), sys.stdout, sys.stdin.fileno(), [name for name in sys.modules if "custom" in name], __name__)
print(threading.current_thread(), sorted(set(globals()) - {"__builtins__", "__annotations__"}), sys._getframe().f_back)
"""


def run(*arguments, **options):
    sys.stdout.flush()
    done = subprocess.run([sys.executable, *arguments], check=False, **options)
    print("->", done.returncode, done.stdout, flush=True)


def main():
    base = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run("-c", TELL, "one", "two")
    run("-c", TELL, env={})
    run("-c", TELL, env=base | {"PYTHONPATH": ""})
    run("-c", TELL, env=base | {"PYTHONPATH": "/a:/b"})
    run("-I", "-c", TELL)
    run("-E", "-s", "-c", TELL)
    run("-S", "-c", TELL)
    run("-B", "-OO", "-W", "error", "-X", "dev", "-c", TELL)
    run("-", "x", input=TELL.encode())
    run("-c", TELL, stdout=subprocess.PIPE)
    run("-c", TELL, close_fds=False)
    run("-c", TELL, preexec_fn=lambda: os.putenv("PYTHONHASHSEED", "1"))
    run("-m", "nothing_of_this_name", stderr=subprocess.STDOUT)
    run("/there/is/no/such.py", stderr=subprocess.STDOUT)
    run("-c", "raise SystemExit(3)")
    run("-c", "1 / 0")
    run("-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    run("-c", "import atexit; atexit.register(print, 'late'); print('soon', end=' ')")
    run("-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {TELL!r}])")
    os.putenv("PYTHON_OF_OURS", "put")
    run("-c", TELL)
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", TELL], {"A": "1"})
    print(os.waitpid(pid, 0)[1], flush=True)
    try:
        subprocess.run([sys.executable, "-c", "pass"], cwd="/there/is/no/folder", check=False)
    except FileNotFoundError as error:
        print(error, flush=True)
    os.execve(sys.executable, [sys.executable, "-c", TELL], {"B": "2"})


main()
