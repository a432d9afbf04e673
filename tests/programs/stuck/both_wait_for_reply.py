"""A client and a server have talked once; then one message is lost, and each waits for the other's next one."""

# finding: deadlock
# workers: client, server
# objects: requests, replies

import multiprocessing as mp


def serve(requests, replies):
    while True:
        request = requests.get()  # where
        if request == "stop":
            return
        if request != "ping":  # pings get no answer: the client does not know
            replies.put(request.upper())


def call(requests, replies):
    for request in ("hello", "ping", "stop"):
        requests.put(request)
        if request != "stop":
            print("reply", replies.get(), flush=True)  # where


if __name__ == "__main__":
    requests, replies = mp.Queue(), mp.Queue()
    crew = [mp.Process(target=f, args=(requests, replies), name=n) for f, n in ((serve, "server"), (call, "client"))]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("done", flush=True)
