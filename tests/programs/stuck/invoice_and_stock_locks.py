"""Two threads take the locks of two objects that call each other, each its own object's first."""

# finding: deadlock
# workers: billing, delivery
# objects: stock_lock, invoice_lock

import threading

stock_lock, invoice_lock, both = threading.RLock(), threading.RLock(), threading.Barrier(2)


def reserve():
    with stock_lock:  # where
        print("reserved", flush=True)


def take_delivery():
    with stock_lock:  # where
        both.wait()
        with invoice_lock:  # where
            print("delivery booked", flush=True)


def bill():
    with invoice_lock:  # where
        both.wait()
        reserve()


if __name__ == "__main__":
    billing = threading.Thread(target=bill, name="billing")
    delivery = threading.Thread(target=take_delivery, name="delivery")
    billing.start()
    delivery.start()
    billing.join()
    delivery.join()
    print("done", flush=True)
