"""A connection goes back into its pool as nobody has it any more: by __del__, in the thread that drops it."""

import queue
import threading
import time


class Connection:
    def __del__(self):
        idle.put("connection")


def use(connection):
    time.sleep(1.8)


idle = queue.Queue()

if __name__ == "__main__":
    user = threading.Thread(target=use, args=(Connection(),), name="user")
    user.start()
    print(idle.get())
    user.join()
