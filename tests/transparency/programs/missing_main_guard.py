"""No `if __name__`: under spawn and forkserver each child runs the module again, and is refused."""

import multiprocessing


def work():
    print("worked")


multiprocessing.set_start_method("spawn")
child = multiprocessing.Process(target=work)
child.start()
child.join()
print(child.exitcode)
