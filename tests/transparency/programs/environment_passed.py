"""The environment as the program and its children see it, and what they change in it."""

# methods: fork spawn forkserver
# env: GREETING=hello
import multiprocessing
import os
import subprocess
import sys


def tell():
    names = [name for name in sorted(os.environ) if name not in ("_", "SHLVL")]
    print(len(names) > 3, os.environ["GREETING"], os.environ.get("ADDED"), [n for n in names if "PYTHON" in n.upper()])


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    os.environ["ADDED"] = "by main"
    tell()
    child = multiprocessing.Process(target=tell)
    child.start()
    child.join()
    subprocess.run("env | grep -v '^_=' | grep -v '^SHLVL=' | cut -d= -f1 | sort", shell=True, check=True)
