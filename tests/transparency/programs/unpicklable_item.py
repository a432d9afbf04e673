"""An item that cannot be pickled: in a queue's feeder thread, in a pipe, in a SimpleQueue."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import time
import traceback

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    items = multiprocessing.Queue(1)
    items.put(lambda: None)
    deadline = time.monotonic() + 20
    while items.full() and time.monotonic() < deadline:
        time.sleep(0.01)
    items.put("fine")
    print(items.get())
    for send in (multiprocessing.Pipe()[0].send, multiprocessing.SimpleQueue().put):
        try:
            send(lambda: None)
        except Exception:
            traceback.print_exc()
