"""Starts other programs in every way; their output goes to descriptors 1 and 2."""

import asyncio
import os
import subprocess
import sys


def missing():
    try:
        subprocess.run(["/there/is/no/such/program"])
    except FileNotFoundError:
        print("missing")


async def start():
    process = await asyncio.create_subprocess_exec("env", "echo", "from asyncio")
    await process.wait()


subprocess.run(["echo", "from run"])
subprocess.call("exit 3", shell=True)
sleeper = subprocess.Popen(["/bin/sleep", "60"])
sleeper.terminate()
sleeper.wait()
prepared = subprocess.Popen([sys.executable, "-c", "import sys; sys.exit(6)"], preexec_fn=lambda: None)
prepared.wait()
missing()
assert os.waitstatus_to_exitcode(os.system("exit 4")) == 4
os.waitpid(os.posix_spawn("/bin/false", ["false"], os.environ), 0)
asyncio.run(start())
