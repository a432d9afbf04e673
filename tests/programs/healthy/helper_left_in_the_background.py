"""A helper program is started and left on purpose; a thread waits for ever as a daemon, and main is soon done."""

import subprocess
import threading
import time

if __name__ == "__main__":
    never = threading.Event()
    threading.Thread(target=never.wait, name="idle", daemon=True).start()
    subprocess.Popen(["sleep", "1.8"], start_new_session=True)
    time.sleep(0.5)
    print("the helper runs in the background")
