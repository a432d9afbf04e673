"""Runs mptui on a program of its own, and prints the workers that it tells of."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
(folder / "program.py").write_text("print('hello from inside')\n")
command = [sys.executable, "-m", "mptui", "run", "--headless", "--report", str(folder / "report.json")]
subprocess.run([*command, str(folder / "program.py")], check=True)
report = json.loads((folder / "report.json").read_text())
print([worker["name"] for worker in report["workers"]])
