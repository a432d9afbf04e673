"""os.dup2 over descriptor 1: what is printed goes to a file then, from main, children and subprocesses."""

# methods: fork spawn forkserver
import multiprocessing
import os
import subprocess
import sys
import tempfile


def work():
    print("child in file")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    print("before")
    sys.stdout.flush()
    saved = os.dup(1)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        print("main in file", flush=True)
        child = multiprocessing.Process(target=work)
        child.start()
        child.join()
        subprocess.run(["echo", "subprocess in file"], check=True)
        os.dup2(saved, 1)
        print("back", flush=True)
        file.seek(0)
        print(file.read().decode())
