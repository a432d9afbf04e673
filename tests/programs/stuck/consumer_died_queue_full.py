"""The consumer of a bounded queue has died of a bad item; the main process cannot put the next."""

# finding: nobody-left
# workers: MainProcess
# objects: orders

import multiprocessing as mp


def ship(orders):
    while (order := orders.get()) is not None:
        print("shipped", int(order), flush=True)


if __name__ == "__main__":
    orders = mp.Queue(maxsize=3)
    shipping = mp.Process(target=ship, args=(orders,), name="shipping")
    shipping.start()
    for order in ("1", "2", "three", "4", "5", "6", "7", "8"):
        orders.put(order)  # where
    orders.put(None)
    shipping.join()
    print("all shipped", flush=True)
