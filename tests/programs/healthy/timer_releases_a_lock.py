"""main takes a lock twice; a threading.Timer gives it back in between, after 1.5 s."""

import threading

if __name__ == "__main__":
    pause = threading.Lock()
    pause.acquire()
    threading.Timer(1.5, pause.release).start()
    pause.acquire()
    print("the pause is over")
