"""Main starts one worker by each start method in turn: what does it inherit, and what does its start cost?"""

import argparse
import contextlib
import io
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

setting = "as imported"
lock = multiprocessing.get_context("fork").Lock()  # of this kind, as it leaves nothing behind in forgotten copies


def work(method, end, file, given):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    my_setting, my_lock = given or (setting, lock)
    held = not my_lock.acquire(block=False)  # main holds its own all the while
    with contextlib.suppress(OSError):
        file = os.fstat(file[0]).st_ino == file[1]
    end.send((my_setting == "changed", held, file is True))
    print(method, "says hello")


def start_one(method, options):
    context = multiprocessing.get_context(method)
    given = (setting, context.Lock()) if options.give == "argument" else None
    stdout = io.StringIO() if options.redirect == "yes" else sys.stdout
    receiver, sender = context.Pipe(duplex=False)
    with given[1] if given else lock, Path(__file__).open() as file, contextlib.redirect_stdout(stdout):
        task = (method, sender, (file.fileno(), os.fstat(file.fileno()).st_ino), given)
        worker = context.Process(target=work, args=task, daemon=True)
        began = time.perf_counter()
        worker.start()
        sender.close()
        answer, took = receiver.recv(), time.perf_counter() - began
        worker.join()
    return took * 1000, answer


def main():
    global setting
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="starts by each method")
    parser.add_argument("--give", choices=("global", "argument"), default="global", help="how it gets setting and lock")
    parser.add_argument("--redirect", choices=("no", "yes"), default="no", help="replace sys.stdout in main?")
    options = parser.parse_args()
    setting, saw = "changed", 0
    for method in multiprocessing.get_all_start_methods():
        took, answer = sorted(start_one(method, options) for _ in range(options.rounds))[options.rounds // 2]
        print(f"{method} took {took:.1f} ms; its worker has main's setting, lock, file: {answer}")
        saw += answer[0]
    print("methods whose worker saw the change:", saw)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
