"""A __future__ import of the program's own."""

from __future__ import annotations

import sys

count: undefined = 3  # noqa: F821


def work(value: also.undefined) -> None:  # noqa: F821
    raise TypeError(work.__annotations__)


print(__annotations__, sys.modules["__main__"].annotations)
work(1)
