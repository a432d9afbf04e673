"""The instructions of Python 3.9 to 3.15 that tell nothing of where an object goes, and what they do to the stack."""

import sys

IGNORED = {
    *(
        "ANNOTATIONS_PLACEHOLDER",
        "CACHE",
        "COPY_FREE_VARS",
        "EXTENDED_ARG",
        "GEN_START",
        "MAKE_CELL",
        "NOP",
        "NOT_TAKEN",
    ),
    *("POP_BLOCK", "PRECALL", "RESUME", "SETUP_ANNOTATIONS", "SETUP_FINALLY", "TO_BOOL"),
}
"""They leave the stack as it is."""
ITERATOR = 2 if sys.version_info >= (3, 15) else 1
"""How many values a loop keeps on the stack: the iterator, and with some also a place in what it goes over."""
ENTER = 0
"""The argument of LOAD_SPECIAL for __enter__."""
EFFECTS = {
    "COMPARE_OP": (2, 1),
    "CONTAINS_OP": (2, 1),
    "DELETE_ATTR": (1, 0),
    "DELETE_SUBSCR": (2, 0),
    "END_FOR": (1, 0) if sys.version_info >= (3, 13) else (2, 0),
    "FORMAT_SIMPLE": (1, 1),
    "GET_ITER": (0, ITERATOR - 1),
    "IMPORT_NAME": (2, 1),
    "IS_OP": (2, 1),
    "LIST_EXTEND": (1, 0),
    "LIST_TO_TUPLE": (1, 1),
    "POP_EXCEPT": (1, 0),
    "POP_ITER": (ITERATOR, 0),
    "POP_TOP": (1, 0),
    "PUSH_NULL": (0, 1),
}
"""How many values an instruction takes and gives, for those that tell nothing else."""
