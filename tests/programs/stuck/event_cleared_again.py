"""An event is set and cleared at once, before the second thread begins to wait; its setter has ended."""

# finding: nobody-left
# workers: late
# objects: go

import threading
import time

go = threading.Event()


def start_all():
    time.sleep(0.2)
    go.set()
    go.clear()


def run():
    go.wait()  # where
    print("runs", flush=True)


if __name__ == "__main__":
    starter = threading.Thread(target=start_all, name="starter")
    early, late = (threading.Thread(target=run, name=name) for name in ("early", "late"))
    early.start()
    starter.start()
    starter.join()
    late.start()
    early.join()
    late.join()
    print("all ran", flush=True)
