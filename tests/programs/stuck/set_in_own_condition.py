"""A thread takes the lock of its condition again inside: the condition was made with a plain Lock."""

# finding: deadlock
# workers: sender

import threading

lock = threading.Lock()
ready = threading.Condition(lock)
outbox = []


def post(message):
    with ready:  # where
        outbox.append(message)
        ready.notify()


def send_all():
    with ready:  # where
        post("hello")
    print("sent", outbox, flush=True)


if __name__ == "__main__":
    sender = threading.Thread(target=send_all, name="sender")
    sender.start()
    sender.join()
