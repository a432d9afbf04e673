"""Code run by runpy, exec, importlib and code.interact's compiler within the program."""

import importlib
import os
import runpy
import sys
import tempfile
import traceback

SOURCE = "import sys, threading\nprint(__name__, sys.argv[0] == __file__)\nlock = threading.Lock()\nlock.release()\n"

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "inner.py")
    with open(path, "w") as file:
        file.write(SOURCE)
    sys.path.insert(0, folder)
    attempts = [
        lambda: runpy.run_path(path, run_name="__main__"),
        lambda: runpy.run_module("inner"),
        lambda: importlib.import_module("inner"),
        lambda: exec(SOURCE, {"__name__": "executed", "__file__": "x"}),
        lambda: exec(compile(SOURCE, "made up", "exec"), {"__name__": "compiled", "__file__": "x"}),
    ]
    for attempt in attempts:
        try:
            attempt()
        except RuntimeError:
            print(traceback.format_exc().replace(folder, "FOLDER"))
print(__name__, sys.modules["__main__"].__file__ == __file__)
