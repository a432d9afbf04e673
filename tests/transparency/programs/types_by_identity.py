"""Types compared by identity, which isinstance and == do not do."""

# differs: type() tells the classes that stand in for _thread.lock, _thread.RLock and _queue.SimpleQueue from these
import _queue
import _thread
import queue
import threading

print(type(threading.Lock()) is _thread.LockType, type(threading.Lock()) is type(_thread.allocate_lock()))
print(threading.Lock is _thread.allocate_lock, queue.SimpleQueue is _queue.SimpleQueue)
