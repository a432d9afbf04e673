"""How does an uncaught exception in a thread read, with a target and with an overridden run?"""

import threading


class Own(threading.Thread):
    def run(self):
        raise LookupError("in run")


def work():
    raise ValueError("in target")


for thread in (threading.Thread(target=work, name="plain"), Own(name="own"), threading.Timer(0.01, work)):
    thread.name = thread.name if thread.name in ("plain", "own") else "timer"
    thread.start()
    thread.join()
print("done")
