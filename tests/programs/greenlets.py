"""Runs threads as gevent does once it has patched threading: on the main thread, in the midst of what that does."""

import threading

idents = [threading.get_ident()]


def start_new_thread(function, args, *_, **__):
    idents.append(idents[-1] + 1)
    function(*args)
    idents.pop()


threading._start_new_thread = start_new_thread
threading.get_ident = lambda: idents[-1]
for name in ("green", "greener"):
    threading.Thread(target=print, args=(name, "prints"), name=name, daemon=True).start()
print("main prints", flush=True)
