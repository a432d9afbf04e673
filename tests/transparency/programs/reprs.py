"""The repr of every primitive, free and held."""

# methods: fork spawn forkserver
import concurrent.futures
import multiprocessing
import queue
import sys
import threading

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"):
        for module in (threading, multiprocessing):
            primitive = getattr(module, name)()
            print(primitive)
            with primitive:
                print(primitive)
            print(str(primitive), f"{primitive!s:.10}")
    for module in (threading, multiprocessing):
        event = module.Event()
        print(event)
        event.set()
        print(event, module.Barrier(2), module.Barrier)
    for thing in (multiprocessing.Queue(), multiprocessing.JoinableQueue(), multiprocessing.SimpleQueue()):
        print(repr(thing), type(thing))
    print(queue.Queue(), queue.LifoQueue(), queue.PriorityQueue(), queue.SimpleQueue())
    print(multiprocessing.Pipe(), multiprocessing.Pipe(False))
    print(multiprocessing.Value("i", 3), multiprocessing.Array("d", 2), multiprocessing.RawValue("i"))
    print(multiprocessing.Process(name="p"), multiprocessing.current_process(), multiprocessing.parent_process())
    thread = threading.Thread(target=print, name="t", args=("in thread",))
    print(thread, threading.current_thread(), threading.main_thread(), threading.Timer(1, print))
    thread.start()
    thread.join()
    print(thread, threading.local())
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        future = executor.submit(int)
        future.result()
        print(executor, future)
    with multiprocessing.Pool(1) as pool:
        print(pool)
    print(pool)
    print(threading.Lock, threading.RLock, threading.Condition, threading.Semaphore, threading.Thread)
    print(multiprocessing.Lock, multiprocessing.Queue, multiprocessing.Pipe, multiprocessing.Process)
