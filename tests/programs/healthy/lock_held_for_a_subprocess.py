"""A thread holds a lock while another program runs; the other thread and main wait for it. It ends by itself."""

import subprocess
import sys
import threading

printer = threading.Lock()


def convert(name):
    with printer:
        subprocess.run([sys.executable, "-S", "-c", "import time; time.sleep(0.9)"], check=True)
        print(f"{name} is converted", flush=True)


if __name__ == "__main__":
    threads = [threading.Thread(target=convert, args=(name,), name=name) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
