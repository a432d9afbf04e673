"""main waits for an event that a callback of the garbage collector sets, as another thread makes garbage."""

import gc
import threading
import time


def collected(phase, info):
    if phase == "stop" and rounds:
        cleaned.set()


def make_garbage():
    time.sleep(1.7)
    rounds.append(1)
    gc.collect()


cleaned, rounds = threading.Event(), []

if __name__ == "__main__":
    gc.callbacks.append(collected)
    threading.Thread(target=make_garbage, name="litter").start()
    cleaned.wait()
    gc.callbacks.remove(collected)
    print("cleaned")
