"""Thread: names, idents, daemon, join with timeouts, enumerate, timers cancelled, local data, errors."""

import threading
import time
import traceback

data = threading.local()


def work(*args, **kwargs):
    data.value = 1
    print(threading.current_thread().name, args, kwargs, hasattr(data, "value"), threading.get_ident() > 0)


data.value = 0
thread = threading.Thread(target=work, args=(1,), kwargs={"two": 2})
print(thread.name, thread.ident, thread.native_id, thread.daemon, thread.is_alive())
thread.start()
thread.join()
print(data.value, thread.ident > 0, thread.native_id > 0, thread.is_alive())
sleeper = threading.Thread(target=time.sleep, args=(0.3,), daemon=True, name="sleeper")
sleeper.start()
print(sleeper.join(0.01), sleeper.is_alive(), sorted(thread.name for thread in threading.enumerate()))
timer = threading.Timer(30, print, ["never"])
timer.start()
timer.cancel()
timer.join()
for attempt in (threading.current_thread().join, sleeper.start, lambda: setattr(sleeper, "daemon", False)):
    try:
        attempt()
    except RuntimeError:
        traceback.print_exc()
unnamed = threading.Thread(target=work)
print(unnamed.name, threading.Thread(target=print).name)
threading.stack_size(256 * 1024)
unnamed.start()
unnamed.join()
print(threading.stack_size(), threading.main_thread() is threading.current_thread(), threading.TIMEOUT_MAX > 1e6)
