"""A BoundedSemaphore lets one of three threads at a time call a slow service. The others wait for their turn."""

import threading
import time

permits = threading.BoundedSemaphore(1)


def call(number):
    with permits:
        time.sleep(0.7)
        print(f"answer {number}", flush=True)


if __name__ == "__main__":
    clients = [threading.Thread(target=call, args=(number,), name=f"client-{number}") for number in range(3)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
