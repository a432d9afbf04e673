"""Is the code compiled without anybody else's __future__, and are annotations where they belong?"""

count: int = 3


def add(left: int, right: "str") -> float:
    return left


print(__annotations__, add.__annotations__, add.__code__.co_flags, __doc__)
print(eval("__name__"), vars() is globals(), locals() is globals())
