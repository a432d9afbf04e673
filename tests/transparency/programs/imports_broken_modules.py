"""Modules that are no Python: a syntax error, a null byte, wrong and unknown encodings, bad indentation."""

import importlib
import os
import sys
import tempfile
import traceback

SOURCES = {
    "broken": b"print('never')\ndef broken(:\n    pass\n",
    "indented": b"if True:\n    a = 1\n  b = 2\n",
    "null": b"x = '\0'\n",
    "latin": b"word = 'caf\xe9'\n",
    "nonsense": b"# coding: nonsense\n",
    "failing": b"def fail():\n    raise LookupError('while importing')\n\n\nfail()\n",
    "good": b"# coding: latin-1\nword = 'caf\xe9'\nprint(len(word))\n",
}

folder = tempfile.mkdtemp(prefix="corpus")
sys.path.insert(0, folder)
for name, source in SOURCES.items():
    path = os.path.join(folder, f"{name}.py")
    with open(path, "wb") as file:
        file.write(source)
    try:
        importlib.import_module(name)
    except Exception:
        print(traceback.format_exc().replace(folder, "FOLDER"))
    os.remove(path)
os.rmdir(folder)
compile("x = = 1", "made up", "exec")
