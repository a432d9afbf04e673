"""A thread enters a lock into an ExitStack and ends; main closes the stack after 1.6 s, and another thread goes on."""

import contextlib
import threading
import time

device = threading.Lock()


def open_device():
    stack.enter_context(device)


def use_device():
    with device:
        print("used", flush=True)


stack = contextlib.ExitStack()

if __name__ == "__main__":
    opener = threading.Thread(target=open_device, name="opener")
    opener.start()
    opener.join()
    user = threading.Thread(target=use_device, name="user")
    user.start()
    time.sleep(1.6)
    stack.close()
    user.join()
