"""Workers write what would wreck a terminal: escape sequences, markup, bytes that are no text, a line without end."""

import os
import sys
import time
from multiprocessing import Process

SEQUENCES = (
    "\x1b[2J\x1b[H",
    "\x1b]0;title\a",
    "\x1b[?1049l",
    "\x1bc",
    "\x1b(0",
    "\x1b[31;5m",
    "\x9b2J",
    "\r\b\v\f\x0e",
)


def sequences():
    while True:
        for sequence in SEQUENCES:
            print(f"before{sequence}after", flush=True)
            time.sleep(0.001)


def markup():
    while True:
        print("[bold]not bold[/bold] [/] [@click=app.quit]x[/] \\[", flush=True)
        time.sleep(0.001)


def no_text():
    out = sys.stdout.buffer
    while True:
        out.write(b"\xff\xfe\xc3(\x00\x00\xed\xa0\x80 \xf0\x9f\x98\n")
        out.flush()
        time.sleep(0.001)


def stray():
    while True:
        os.write(1, b"stray\x1b[2J\x1b[5;5H\x00\xff\n")
        time.sleep(0.001)


def long_line():
    sys.stdout.write("x" * 10_000_000)
    sys.stdout.write(" the long line ends\n")
    sys.stdout.flush()
    time.sleep(1000)


if __name__ == "__main__":
    workers = [Process(target=job, name=job.__name__) for job in (long_line, sequences, markup, no_text, stray)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
