"""A Listener waits in accept(), and then in recv(), for another process, which connects and sends late."""

import time
from multiprocessing import Process
from multiprocessing.connection import Client, Listener


def visit(address):
    time.sleep(0.9)
    with Client(address) as connection:
        time.sleep(0.9)
        connection.send("hello")


if __name__ == "__main__":
    with Listener() as listener:
        visitor = Process(target=visit, args=(listener.address,), name="visitor")
        visitor.start()
        with listener.accept() as connection:
            print(connection.recv())
        visitor.join()
