"""subprocess: captured, inherited, failing, timed out, killed, not found; a python child that uses multiprocessing."""

import subprocess
import sys
import traceback

CHILD = """
import multiprocessing, sys
def work():
    print("worker of", multiprocessing.current_process().name)
child = multiprocessing.get_context("fork").Process(target=work)
child.start()
child.join()
print(sys.argv, sys.path[0])
raise SystemExit(5)
"""
print(subprocess.run([sys.executable, "-c", CHILD, "x"], capture_output=True, text=True, check=False))
print(subprocess.run([sys.executable, "-c", CHILD, "y"], check=False).returncode)
attempts = [
    lambda: subprocess.run(["false"], check=True),
    lambda: subprocess.run(["sleep", "9"], timeout=0.1, check=False),
    lambda: subprocess.run(["/no/such/program"], check=False),
]
for attempt in attempts:
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, str(error).partition(" timed out")[0])
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as cat:
    print(cat.communicate("through cat"))
with subprocess.Popen(["sleep", "9"]) as sleeper:
    sleeper.kill()
    print(sleeper.wait())
subprocess.run(["sh", "-c", "echo to stderr >&2; echo to stdout"], check=True)
traceback.print_stack()
