"""The program's own functions in threads that libraries make, at one lock, while main takes it too or waits."""

import _thread
import asyncio
import concurrent.futures
import logging.handlers
import multiprocessing
import queue
import socketserver
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler
from multiprocessing.managers import BaseManager

lock = threading.Lock()


def own(tag):
    with lock:
        print(f"{tag} in {threading.current_thread().name}", flush=True)
        time.sleep(0.1)


def same(value):
    return value


def in_asyncio():
    async def main():
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(None, own, number) for number in range(3)))

    asyncio.run(main())


def in_pool_callbacks():
    with multiprocessing.Pool(2) as pool:
        results = [pool.apply_async(same, (number,), callback=own) for number in range(2)]
        with lock:
            time.sleep(0.05)
        for result in results:
            result.get()
        own("main")


def in_future_callbacks():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        for future in [executor.submit(same, number) for number in range(2)]:
            future.add_done_callback(lambda future: own(future.result()))


def in_log_listener():
    records = queue.Queue()
    listener = logging.handlers.QueueListener(records, logging.StreamHandler(sys.stdout))
    listener.start()
    logging.getLogger().addHandler(logging.handlers.QueueHandler(records))
    for number in range(3):
        logging.getLogger().warning("message %d", number)
    listener.stop()


class Service:
    def __init__(self):
        self.lock = threading.Lock()

    def call(self, number):
        with self.lock:
            print(f"{number} in {threading.current_thread().name}", flush=True)
            time.sleep(0.1)


class Manager(BaseManager):
    pass


Manager.register("Service", Service)


def in_manager():
    with Manager() as manager:
        service = manager.Service()
        threads = [threading.Thread(target=service.call, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):  # the name that the library calls
        own(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True


def in_server():
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, name="server", daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        get = lambda number: urllib.request.urlopen(f"{address}/{number}").read()  # noqa: E731
        clients = [threading.Thread(target=get, args=(number,)) for number in range(3)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        server.shutdown()


def in_raw_threads():
    ended = threading.Semaphore(0)

    def work(number):
        own(number)
        ended.release()

    for number in range(3):
        _thread.start_new_thread(work, (number,))
    for _ in range(3):
        ended.acquire()


if __name__ == "__main__":
    globals()[f"in_{sys.argv[1]}"]()
