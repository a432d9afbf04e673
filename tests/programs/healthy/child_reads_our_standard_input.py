"""A program that is a child of ours waits for input; a thread gives it that after 1.6 s, and main waits for its end."""

import subprocess
import threading


def answer():
    cat.stdin.close()


if __name__ == "__main__":
    cat = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    threading.Timer(1.6, answer).start()
    print(cat.wait())
