"""Which files do tracers, profilers and debuggers see that are the program's? None but its own and the library's."""

import bdb
import cProfile
import multiprocessing
import os
import pstats
import sys
import sysconfig
import threading
import trace

lock = threading.Lock()
items = multiprocessing.SimpleQueue()
LIBRARY = (sysconfig.get_path("stdlib"), "<frozen", "<string>", "~")
seen = []


def work():
    with lock, multiprocessing.Lock():
        items.put(3)
    thread = threading.Thread(target=len, args=((),))
    thread.start()
    thread.join()
    return items.get()


def others(found):
    return sorted(
        {os.path.basename(name) for name in found if not name.startswith(LIBRARY) and "_distutils_" not in name}
    )


def show(what):
    print(what, others(seen))
    seen.clear()


def watch(frame, event, arg):
    seen.append(frame.f_code.co_filename)
    if arg is not sys.setprofile and sys._getframe(1) is not frame:
        print("called by", sys._getframe(1))
    return watch


def with_profiler(profiler):
    profiler.runcall(work)
    rows = pstats.Stats(profiler).stats
    seen.extend(place[0] for place in rows)
    seen.extend(caller[0] for row in rows.values() for caller in row[4])
    show(type(profiler).__module__)


def with_trace(**options):
    tracer = trace.Trace(trace=0, **options)
    tracer.runfunc(work)
    found = tracer.results()
    seen.extend(key[0] for key in [*found.counts, *found.calledfuncs])
    show("trace")


def with_monitoring():
    monitoring = sys.monitoring
    monitoring.use_tool_id(3, "files")

    def called(code, *_):
        seen.append(code.co_filename)
        if sys._getframe(1).f_code is not code:
            print("called by", sys._getframe(1))

    wanted = [monitoring.events.PY_START, monitoring.events.LINE, monitoring.events.CALL, monitoring.events.PY_UNWIND]
    print([monitoring.register_callback(3, event, called) for event in wanted])
    print([monitoring.register_callback(3, event, called) is called for event in wanted])
    monitoring.set_events(3, sum(wanted))
    work()
    monitoring.set_events(3, 0)
    monitoring.free_tool_id(3)


class Stepper(bdb.Bdb):
    """Steps through everything."""

    def stop(self, frame, *_):
        seen.append(frame.f_code.co_filename)
        seen.extend(entry[0].f_code.co_filename for entry in self.get_stack(frame, None)[0])
        self.set_step()

    user_call = user_line = user_return = user_exception = stop


sys.settrace(watch)
print(sys.gettrace() is watch, work())
sys.settrace(None)
show("settrace")
sys.setprofile(watch)
print(sys.getprofile() is watch, work())
sys.setprofile(None)
show("setprofile")
print(sys.gettrace(), sys.getprofile())
with_profiler(cProfile.Profile())
if sys.version_info < (3, 15):
    import profile

    with_profiler(profile.Profile())
with_trace(count=1)
with_trace(count=0, countfuncs=1)
if hasattr(sys, "monitoring"):
    with_monitoring()
    show("monitoring")
print(Stepper().runcall(work))
show("bdb")
