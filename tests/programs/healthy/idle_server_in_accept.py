"""A server waits in accept() and its workers wait for work. Nothing happens for twelve seconds, then somebody calls."""

import socket
import subprocess
import sys
from multiprocessing import Process, SimpleQueue

CALL = "import socket, sys, time; time.sleep(12); socket.create_connection(('127.0.0.1', int(sys.argv[1]))).close()"


def serve(work):
    print(work.get(), flush=True)


if __name__ == "__main__":
    work = SimpleQueue()
    crew = [Process(target=serve, args=(work,)) for _ in range(2)]
    for process in crew:
        process.start()
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = subprocess.Popen([sys.executable, "-S", "-c", CALL, str(server.getsockname()[1])])
        connection, _ = server.accept()
        connection.close()
    for number in range(2):
        work.put(number)
    for process in crew:
        process.join()
    client.wait()
