"""A ticket that main made releases the lock as nobody has it any more: a thread drops it late."""

import threading
import time
import weakref


class Ticket:
    pass


def keep(ticket):
    time.sleep(1.6)


seat = threading.Lock()

if __name__ == "__main__":
    seat.acquire()
    ticket = Ticket()
    weakref.finalize(ticket, seat.release)
    threading.Thread(target=keep, args=(ticket,), name="guest").start()
    del ticket
    with seat:
        print("the seat is free again")
