"""Two threads shut each other down: each joins the other."""

# finding: deadlock
# workers: reader, writer

import threading

threads = {}


def shut_down(other, both):
    both.wait()
    threads[other].join()  # where
    print(threading.current_thread().name, "ends", flush=True)


if __name__ == "__main__":
    both = threading.Barrier(2)
    threads["reader"] = threading.Thread(target=shut_down, args=("writer", both), name="reader")
    threads["writer"] = threading.Thread(target=shut_down, args=("reader", both), name="writer")
    for t in threads.values():
        t.start()
    for t in list(threads.values()):
        t.join()
    print("ended", flush=True)
