"""How does an uncaught exception in the main process read?"""


def inner(value):
    raise ValueError(f"bad {value}")


def outer(value):
    inner(value)


print("before")
outer(3)
