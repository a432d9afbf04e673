"""A pool's workers look at things that main hands them: numbers, and what else can cross."""

import argparse
import os
import signal
import socket
from multiprocessing import Lock, Pool
from pathlib import Path


def leave_ctrl_c_to_main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def look_at(thing):
    if isinstance(thing, socket.socket):
        thing.sendall(f"hello from {os.getpid()}\n".encode())
    return f"{type(thing).__name__} in {os.getpid()}"


def hand_out(pool, what, things):
    result = pool.map_async(look_at, things)
    print(f"{what}: map_async has returned")
    try:
        print(f"{what}: the workers answered {result.get()}")
    except Exception as error:
        print(f"{what}: get() raised {type(error).__name__}: {error}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ("files", "lambdas", "locks", "sockets", "numbers")
    parser.add_argument("--what", choices=kinds, default="files", help="what to hand out after the numbers")
    parser.add_argument("--workers", type=int, default=2, help="processes in the pool")
    options = parser.parse_args()

    here, there = socket.socketpair()
    with Path(__file__).open(encoding="utf-8") as file, Pool(options.workers, leave_ctrl_c_to_main) as pool:
        things = {
            "files": [file, file],
            "lambdas": [lambda: 1, lambda: 2],
            "locks": [Lock(), Lock()],
            "sockets": [there, there],
            "numbers": [4, 5],
        }
        try:
            hand_out(pool, "numbers", [1, 2, 3])
            hand_out(pool, options.what, things[options.what])
            if options.what == "sockets":
                print("main read at the other end:", here.makefile().readline().strip())
            pool.close()
            pool.join()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
