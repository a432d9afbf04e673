"""current_process, parent_process, active_children, names and authkey through two generations."""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys


def tell(depth, parent):
    me = multiprocessing.current_process()
    above = multiprocessing.parent_process()
    print(depth, me.name, me._identity, above.name, above.pid == parent, os.getppid() == parent, above.is_alive())
    print(me is multiprocessing.current_process(), multiprocessing.active_children(), len(me.authkey), me.daemon)
    if depth:
        start(depth - 1)


def start(depth):
    sys.stdout.flush()
    child = multiprocessing.Process(target=tell, args=(depth, os.getpid()))
    child.start()
    seen = child.pid == child.ident
    child.join()
    print(seen)
    print(child.exitcode, multiprocessing.active_children(), child.name)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    if sys.argv[1] == "forkserver":
        print("the parent of all is the server")
    child = multiprocessing.Process(target=tell, args=(0, os.getpid()))
    print(child._parent_pid == os.getpid(), multiprocessing.parent_process())
    start(1)
