"""The same as missing_main_guard, with the fork server."""

import multiprocessing


def work():
    print("worked")


try:
    multiprocessing.set_start_method("forkserver")
except RuntimeError as error:
    print(error)
child = multiprocessing.Process(target=work)
child.start()
child.join()
print(child.exitcode)
