"""Two threads take the locks of two objects that call each other, each its own object's first."""

# finding: deadlock
# workers: billing, delivery
# objects: stock_lock, invoice_lock

import threading
import time

stock_lock, invoice_lock = threading.RLock(), threading.RLock()


def reserve():
    with stock_lock:  # where
        time.sleep(0.2)


def take_delivery():
    with stock_lock:  # where
        time.sleep(0.2)
        with invoice_lock:  # where
            print("delivery booked", flush=True)


def bill():
    with invoice_lock:  # where
        time.sleep(0.2)
        reserve()


if __name__ == "__main__":
    billing = threading.Thread(target=bill, name="billing")
    delivery = threading.Thread(target=take_delivery, name="delivery")
    billing.start()
    delivery.start()
    billing.join()
    delivery.join()
    print("done", flush=True)
