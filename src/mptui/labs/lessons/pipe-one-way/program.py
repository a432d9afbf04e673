"""One end of a pipe only sends, the other only receives: what is sent too fast is in flight between them."""

import argparse
import signal
import sys
import time
from multiprocessing import Pipe, Process


def send_messages(sender, numbers, size):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    try:
        sender.recv()
    except OSError as error:
        print("the sending end cannot receive:", error)
    for number in numbers:
        sender.send((number, bytes(size)))
        print("sent", number)
    print("closes the sending end")
    sender.close()


def receive_messages(receiver, seconds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        receiver.send("thank you")
    except OSError as error:
        print("the receiving end cannot send:", error)
    try:
        while True:
            print("received", receiver.recv()[0])
            time.sleep(seconds)
    except EOFError:
        print("nothing more can come: nobody holds a sending end")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20, help="messages to send; 0: without end")
    parser.add_argument("--size", type=int, default=10, help="bytes in each message")
    parser.add_argument("--work", type=int, default=20, help="milliseconds that the receiver spends on a message")
    options = parser.parse_args()

    numbers = range(1, options.messages + 1) if options.messages else range(1, sys.maxsize)
    receiver, sender = Pipe(duplex=False)  # in this order
    sending = Process(target=send_messages, args=(sender, numbers, options.size), daemon=True)
    receiving = Process(target=receive_messages, args=(receiver, options.work / 1000), daemon=True)
    try:
        sending.start()
        sender.close()  # the sending process has its own copy; if this one stayed open, there would be no EOFError
        receiving.start()
        receiver.close()
        sending.join()
        receiving.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
