"""A server fails before it sets "ready"; the clients wait for that."""

# finding: nobody-left
# workers: client-0, client-1, client-2
# objects: ready

import multiprocessing as mp


def serve(ready, port):
    if port < 1024:
        raise PermissionError(f"port {port}")
    ready.set()


def ask(ready):
    ready.wait()  # where
    print("asked", flush=True)


if __name__ == "__main__":
    ready = mp.Event()
    server = mp.Process(target=serve, args=(ready, 80), name="server")
    clients = [mp.Process(target=ask, args=(ready,), name=f"client-{n}") for n in range(3)]
    for p in (server, *clients):
        p.start()
    for p in (server, *clients):
        p.join()
    print("done", flush=True)
