"""main gets from a queue into which another Python puts after 1 s, by a manager's address. It ends by itself."""

import queue
import subprocess
import sys
import threading
from multiprocessing.managers import BaseManager

PROGRAM = """
import sys, time
from multiprocessing.managers import BaseManager
BaseManager.register("answers")
manager = BaseManager(("127.0.0.1", int(sys.argv[1])), b"key")
manager.connect()
time.sleep(1.5)
manager.answers().put("answer")
"""
answers = queue.Queue()

if __name__ == "__main__":
    BaseManager.register("answers", callable=lambda: answers)
    server = BaseManager(("127.0.0.1", 0), b"key").get_server()
    threading.Thread(target=server.serve_forever, name="server", daemon=True).start()
    other = subprocess.Popen([sys.executable, "-c", PROGRAM, str(server.address[1])])
    print(answers.get())
    other.wait()
