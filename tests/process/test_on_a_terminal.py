"""`--headless` on a terminal: the program gets of it what can be had."""

import fcntl
import os
import pty
import struct
import sys
import termios

import pytest

from vocabulary import environment, watch

ASKS = """
import getpass, multiprocessing, os, shutil, sys

def tell(who):
    print(who, tuple(os.get_terminal_size()), tuple(os.get_terminal_size(2)), tuple(shutil.get_terminal_size((1, 1))))

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    tell("main")
    child = multiprocessing.Process(target=tell, args=("child",))
    child.start()
    child.join()
    print("read", input(), getpass.getpass("Password: "))
"""


def on_terminal(command, typed):
    """Run a command on a pseudo-terminal of 99 columns and 33 rows; what it shows, and its exit status."""
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 99, 0, 0))
        os.execve(command[0], command, environment(COLUMNS="", LINES=""))
    shown = b""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        shown += data
        for prompt in tuple(typed):
            if prompt in shown:
                os.write(terminal, typed.pop(prompt))
    os.close(terminal)
    return shown.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_the_program_sees_its_size_and_reads_from_it_unseen(tmp_path, method):
    script = tmp_path / "asks.py"
    script.write_text(ASKS)
    command = [sys.executable, "-m", "mptui", "run", "--headless", str(script), method]
    shown, status = on_terminal(command, {b"child (": b"hello\n", b"Password: ": b"secret\n"})
    assert status == 0
    for who in ("main", "child"):
        assert f"{who} (99, 33) (99, 33) (99, 33)\n" in shown
    assert "read hello secret\n" in shown
    assert shown.count("secret") == 1, "it must not be echoed"


def test_without_a_terminal_there_is_no_size(tmp_path):
    script = tmp_path / "asks.py"
    script.write_text("import os\ntry:\n    os.get_terminal_size()\nexcept OSError as error:\n    print(error)\n")
    assert watch(script).lines == ["[Errno 25] Inappropriate ioctl for device"]
