"""Two workers hold the two ends of a pipe: one sends greetings, the other answers them."""

import argparse
import os
import signal
import sys
from multiprocessing import Pipe, Process
from threading import Thread, current_thread, main_thread


def leave_ctrl_c_to_main():
    if current_thread() is main_thread():  # of a process of its own; a thread gets no Ctrl+C
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def greet(end, rounds):
    leave_ctrl_c_to_main()
    for number in rounds:
        end.send(f"hello {number} from {os.getpid()}")
        try:
            print(os.getpid(), "was answered:", end.recv())
        except OSError as error:
            print(os.getpid(), "cannot receive:", error)


def answer(end, rounds):
    leave_ctrl_c_to_main()
    for _ in rounds:
        greeting = end.recv()
        print(os.getpid(), "was greeted:", greeting)
        try:
            end.send(f"same to you, from {os.getpid()}")
        except OSError as error:
            print(os.getpid(), "cannot send:", error)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="greetings to send; 0: without end")
    parser.add_argument("--duplex", choices=("yes", "no"), default="yes", help="may both ends send and receive?")
    parser.add_argument("--kind", choices=("process", "thread"), default="process", help="who holds the ends")
    options = parser.parse_args()

    rounds = range(1, options.rounds + 1) if options.rounds else range(1, sys.maxsize)
    worker = Process if options.kind == "process" else Thread
    receiver, sender = Pipe(duplex=options.duplex == "yes")
    greeter = worker(target=greet, args=(sender, rounds), daemon=True)
    answerer = worker(target=answer, args=(receiver, rounds), daemon=True)
    greeter.start()
    answerer.start()
    try:
        greeter.join()
        answerer.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
