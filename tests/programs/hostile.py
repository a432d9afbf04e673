"""usage: hostile.py WHAT [NUMBER]: a worker writes what cannot be to mptui's own pipe or memory, another works on.

Expected: exit status 0, 200 lines of `sound`, and the same without mptui (where there is nothing to write to).
"""

import multiprocessing as mp
import os
import pathlib
import random
import select
import struct
import sys
import time

FRAME = struct.Struct(">IBBQIQ")
NOBODY = 0x7777


def probe():
    emitter = sys.modules.get("_mptui_probe.emitter")
    return (emitter.emitter, emitter.writer) if emitter else (None, None)


def write(descriptor, data):
    """All of it: the pipe is not waited for by itself, and may be full."""
    while data:
        select.select([], [descriptor], [])
        try:
            data = data[os.write(descriptor, data) :]
        except BlockingIOError:
            time.sleep(0.001)


def send(kind, payload, t=None, seq=None, who=None):
    emitter, writer = probe()
    if emitter is None:
        return
    writer.write_deferred()
    number = writer.next_seq() if seq is None else seq
    frame = FRAME.pack(22 + len(payload), kind, 0, who or writer.id, number, t or time.monotonic_ns())
    write(emitter.descriptor, frame + payload)


def flood(chunk, count):
    emitter, _ = probe()
    for _ in range(count if emitter else 0):
        write(emitter.descriptor, chunk())


def scribble(value):
    """All of the board but the file locks' owners, and the journal's rings in use."""
    emitter, _ = probe()
    if emitter is None:
        return
    emitter.board.memory[:] = value * len(emitter.board.memory)
    for place in range(0, 1 << 20, 4096):
        os.pwrite(emitter.journal, value * 64, place)


def resize():
    for descriptor in pathlib.Path("/proc/self/fd").iterdir():
        try:
            if "memfd:mptui" in str(descriptor.readlink()):
                os.ftruncate(int(descriptor.name), 0)
        except OSError:
            continue


def odd(what, number):
    print("odd begins", flush=True)
    now = time.monotonic_ns()
    if what == "far":
        for t in (2**64 - 1, now + 10**18, now + 5 * 10**9, 1):
            send(1, b"\0never\n", t)
    elif what == "stray":
        for count in (2**63, 2**33):
            send(18, struct.pack("<BQ", 0, count))
    elif what == "pid":
        send(3, struct.pack("<QQB", NOBODY, 2, 1) + b"claims", who=NOBODY, seq=1)
        send(4, struct.pack("<Qi", NOBODY, number), who=NOBODY, seq=2)
    elif what == "garbage":
        flood(lambda: random.randbytes(4096), 500)
    elif what == "zeros":
        flood(lambda: bytes(4096), 300)
    elif what == "small":
        flood(lambda: bytes(random.choice([0, 0, 0, 0, 1, 2, 3, 30, 40, 255]) for _ in range(4096)), 300)
    elif what == "ones":
        scribble(b"\xff")
    elif what == "nulls":
        scribble(b"\0")
    elif what == "resize":
        resize()
    time.sleep(0.2)
    print("odd ends", flush=True)


def sound(lock):
    for number in range(200):
        with lock:
            print("sound", number, flush=True)
        time.sleep(0.005)


def main():
    lock = mp.Lock()
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    workers = [
        mp.Process(target=sound, args=(lock,), name="sound"),
        mp.Process(target=odd, args=(sys.argv[1], number), name="odd"),
    ]
    for worker in workers:
        worker.start()
        time.sleep(0.3)
    for worker in workers:
        worker.join()
    print("codes", [worker.exitcode for worker in workers], flush=True)


if __name__ == "__main__":
    main()
