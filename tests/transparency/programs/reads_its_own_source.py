"""A program that reads its own source, by __file__, inspect, linecache and __loader__."""

import inspect
import linecache
import sys


def work():
    return 1


with open(__file__) as file:
    print(len(file.read().splitlines()) > 5)
print(inspect.getsource(work), inspect.getsourcefile(work) == __file__, inspect.getmodule(work))
print(
    linecache.getline(__file__, 1),
    __loader__.get_source("__main__")[:20],
    __loader__.get_filename("__main__") == __file__,
)
print(inspect.getsourcelines(sys.modules["__main__"])[1], inspect.getdoc(sys.modules["__main__"]))
