"""The thread that empties a bounded queue has died of a KeyError; the main thread cannot put the next."""

# finding: nobody-left
# workers: MainProcess
# objects: messages

import queue
import threading

messages = queue.Queue(maxsize=2)


def send():
    while True:
        print("to", messages.get()["to"], flush=True)


if __name__ == "__main__":
    sender = threading.Thread(target=send, name="sender", daemon=True)
    sender.start()
    for message in ({"to": "Ann"}, {"for": "Bob"}, {"to": "Eve"}, {"to": "Joe"}, {"to": "Kim"}):
        messages.put(message)  # where
    print("all sent", flush=True)
