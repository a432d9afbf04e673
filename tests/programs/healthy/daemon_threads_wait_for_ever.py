"""Three daemon threads wait for what never comes while main works for two seconds; the program ends with main."""

import queue
import threading
import time


def serve(requests):
    while True:
        print(requests.get())


if __name__ == "__main__":
    requests, never, gate = queue.Queue(), threading.Event(), threading.Lock()
    gate.acquire()
    for name, target, args in (("server", serve, (requests,)), ("guard", never.wait, ()), ("door", gate.acquire, ())):
        threading.Thread(target=target, args=args, name=name, daemon=True).start()
    worker = threading.Thread(target=time.sleep, args=(2,), name="worker")
    worker.start()
    worker.join()
    print("the work is done")
