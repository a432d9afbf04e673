"""The default start method, set once, twice, by force, to nonsense; contexts beside it."""

import multiprocessing
import traceback

print(multiprocessing.get_start_method(allow_none=True), multiprocessing.get_all_start_methods())
print(multiprocessing.get_context(), multiprocessing.get_context("spawn"))
print(multiprocessing.get_start_method(allow_none=True))
multiprocessing.set_start_method("spawn", force=True)
print(multiprocessing.get_start_method())
for method, force in (("fork", False), ("fork", True), ("nonsense", True), (None, True)):
    try:
        multiprocessing.set_start_method(method, force)
    except (RuntimeError, ValueError):
        traceback.print_exc()
    print(multiprocessing.get_start_method(allow_none=True))
print(multiprocessing.get_start_method())
for method in ("fork", "spawn", "forkserver"):
    context = multiprocessing.get_context(method)
    print(context.get_start_method(), type(context), context.Process, context.Lock()._semlock.maxvalue)
    try:
        context.set_start_method("fork")
    except ValueError:
        traceback.print_exc()
multiprocessing.get_context("nonsense")
