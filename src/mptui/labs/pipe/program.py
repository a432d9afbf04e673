"""Two processes hold the two ends of a pipe: one sends greetings, the other answers them."""

import argparse
import os
import signal
from itertools import count
from multiprocessing import Pipe, Process


def greet(end, rounds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for number in rounds:
        end.send(f"hello {number} from {os.getpid()}")
        try:
            print(os.getpid(), "was answered:", end.recv())
        except OSError as error:
            print(os.getpid(), "cannot receive:", error)


def answer(end, rounds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
    options = parser.parse_args()

    rounds = range(1, options.rounds + 1) if options.rounds else count(1)
    receiver, sender = Pipe(duplex=options.duplex == "yes")
    greeter = Process(target=greet, args=(sender, rounds), daemon=True)
    answerer = Process(target=answer, args=(receiver, rounds), daemon=True)
    greeter.start()
    answerer.start()
    try:
        greeter.join()
        answerer.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
