"""A pickler written in Python that knows how to pickle locks, by their type, as dill's does; and one that does not."""

import _thread
import copy
import io
import pickle
import threading

RLOCK = type(_thread.RLock())


def make_lock(locked):
    lock = threading.Lock()
    if locked:
        lock.acquire()
    return lock


class Pickler(pickle._Pickler):
    dispatch = dict(pickle._Pickler.dispatch)

    def save_lock(self, lock):
        self.save_reduce(make_lock, (lock.locked(),), obj=lock)

    def save_rlock(self, lock):
        self.save_reduce(threading.RLock, (), obj=lock)

    dispatch[_thread.LockType] = save_lock
    dispatch[RLOCK] = save_rlock


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.same = self.lock
        self.reentrant = threading.RLock()
        self.changed = threading.Condition()


def dumps(thing, kind):
    stream = io.BytesIO()
    kind(stream).dump(thing)
    return stream.getvalue()


def main():
    account = Account()
    account.lock.acquire()
    for kind in (Pickler, pickle._Pickler, pickle.Pickler):
        for name, thing in (*vars(account).items(), ("account", account)):
            try:
                pickled = dumps(thing, kind)
            except Exception as error:
                print(kind.__module__, name, type(error).__name__, error)
                continue
            print(kind.__module__, name, isinstance(pickle.loads(pickled), type(thing)), b"mptui" in pickled)
    other = pickle.loads(dumps(account, Pickler))
    print(other.lock.locked(), other.same is other.lock)
    with other.reentrant, other.changed:
        other.changed.notify_all()
    other.lock.release()
    shallow = copy.copy(account)
    print(shallow.lock is account.lock, shallow.changed is account.changed)
    for thing in (account.lock, account.reentrant, account.changed):
        try:
            copy.deepcopy(thing)
        except TypeError as error:
            print(error)


if __name__ == "__main__":
    main()
