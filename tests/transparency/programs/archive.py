"""A zip archive with a __main__.py, made here and run as a subprocess and by runpy."""

import os
import runpy
import subprocess
import sys
import tempfile
import zipapp

with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "source")
    os.mkdir(source)
    with open(os.path.join(source, "__main__.py"), "w") as file:
        file.write("import sys, threading\nprint(__name__, repr(__package__))\nthreading.Lock().release()\n")
    archive = os.path.join(folder, "app.pyz")
    zipapp.create_archive(source, archive)
    print(subprocess.run([sys.executable, archive], stderr=subprocess.DEVNULL, check=False).returncode)
    try:
        runpy.run_path(archive, run_name="__main__")
    except RuntimeError as error:
        print(error)
