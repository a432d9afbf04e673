"""A ThreadingHTTPServer whose answers take 0.8 s under one lock; two clients in threads wait for theirs."""

import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

database = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with database:
            time.sleep(0.8)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


def ask(port):
    print(urllib.request.urlopen(f"http://127.0.0.1:{port}/").read().decode(), flush=True)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, name="server").start()
    clients = [threading.Thread(target=ask, args=(server.server_port,), name=f"client-{n}") for n in range(2)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    server.shutdown()
    server.server_close()
