"""What are the primitives instances and subclasses of?"""

# methods: fork spawn forkserver
import _thread
import multiprocessing
import multiprocessing.connection
import multiprocessing.context
import multiprocessing.queues
import multiprocessing.synchronize
import queue
import sys
import threading

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    synchronize, queues = multiprocessing.synchronize, multiprocessing.queues
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event"):
        made = getattr(multiprocessing, name)()
        kind = getattr(synchronize, name)
        print(name, isinstance(made, kind), type(made) is kind, made.__class__, isinstance(made, synchronize.SemLock))
        print([cls.__name__ for cls in type(made).__mro__], type(made).__module__, type(made).__qualname__)
    for name in ("Queue", "JoinableQueue", "SimpleQueue"):
        made = getattr(multiprocessing, name)()
        kind = getattr(queues, name)
        print(name, isinstance(made, kind), type(made) is kind, [cls.__name__ for cls in type(made).__mro__])
    for name in ("Semaphore", "BoundedSemaphore", "Condition", "Event", "Thread", "local"):
        made, kind = getattr(threading, name)(), getattr(threading, name)
        print(name, isinstance(made, kind), type(made) is kind, type(made), type(kind), kind)
    for name in ("Lock", "RLock"):
        made, kind = getattr(threading, name)(), getattr(threading, name)
        print(name, type(made), made.__class__, kind.__class__, kind, kind.__name__, kind.__module__, kind.__qualname__)
    print(isinstance(threading.Lock(), _thread.LockType), isinstance(threading.RLock(), type(threading.RLock())))
    for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
        print(type(kind()) is kind, kind, kind.__mro__)
    print(type(queue.SimpleQueue()) is queue.SimpleQueue, queue.SimpleQueue)
    one, other = multiprocessing.Pipe()
    print(type(one) is multiprocessing.connection.Connection, isinstance(one, multiprocessing.connection.Connection))
    print(type(one), type(one).__mro__, one == other, one == one)
    print(issubclass(multiprocessing.Process, multiprocessing.process.BaseProcess), multiprocessing.Process.__mro__)
    print(type(multiprocessing.Value("i")), type(multiprocessing.Array("i", 2)), type(multiprocessing.RawValue("i")))
