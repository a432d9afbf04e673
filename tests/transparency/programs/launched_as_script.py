"""What a script sees of how it was launched."""

# methods: fork spawn forkserver
# args: --flag value -m -- ""
import builtins
import multiprocessing
import os
import sys

import __main__

TELL = ("__name__", "__file__", "__package__", "__doc__", "__spec__", "__cached__", "__annotations__")


def tell(where):
    names = globals()
    print(where, [(name, names.get(name, "absent")) for name in TELL])
    print(sorted(names), type(names["__loader__"]), names["__builtins__"] is builtins, __main__.__dict__ is names)
    print(sys.argv, sys.path[0], os.getcwd(), sys.flags, sys.warnoptions, sys._xoptions)
    print(__name__, __main__.__name__, sys.modules["__main__"] is __main__)
    print(getattr(sys, "orig_argv", [])[-4:], os.path.basename(sys.executable), sys.prefix == sys.base_prefix)
    print(sorted(name for name in os.environ if name not in ("_", "SHLVL", "PWD", "OLDPWD")))
    print(sys.meta_path, sys.path_hooks, sys.getrecursionlimit(), sys.getswitchinterval(), sys.dont_write_bytecode)
    print(sys.path)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    tell("main")
    child = multiprocessing.Process(target=tell, args=("child",))
    child.start()
    child.join()
