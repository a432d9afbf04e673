"""Which variable, attribute or item a call's result goes to: told by the bytecode that follows the call.

The instructions that store, build, unpack, pass and return; those that only move values about are in `stack_walk.py`.
Whatever is not understood ends in no name. Bytecodes of Python 3.9 to 3.15.
"""

import dis
import sys
from types import CodeType
from typing import Any, Optional

from .stack_walk import LOST, StackWalk
from .symbols import Constant, Goal, Made, Method, Number, Part, Path, Sequence, Variable

_APPENDING = ("append", "appendleft")


def follow(code: CodeType, lasti: int, path: Path) -> Goal:
    """Where the result of the call at `lasti` goes; it is the object itself, or has it at `path`."""
    return _Walk(code, lasti, path).run()


class _Walk(StackWalk):
    def _store(self, instruction: dis.Instruction) -> Optional[Goal]:
        return self._stored(self.pop(), str(instruction.argval))

    def _store_pair(self, instruction: dis.Instruction) -> Optional[Goal]:
        first, second = instruction.argval
        goal = self._stored(self.pop(), first)
        if instruction.opname.endswith("LOAD_FAST"):
            self.stack.append(Variable(second))
            return goal
        return goal or self._stored(self.pop(), second)

    def _store_attribute(self, instruction: dis.Instruction) -> Optional[Goal]:
        value, _ = self.take(2)
        return self._stored(value, str(instruction.argval))

    def _store_item(self, _: dis.Instruction) -> Optional[Goal]:
        value, container, key = self.take(3)
        if not isinstance(value, (Made, Part)):
            return None
        if not isinstance(container, Variable):
            return LOST
        if isinstance(value, Part):
            return self._stored(value, container.name)
        return self._stored(Made((*value.path, _index(key))), container.name)

    def _stored(self, value: Any, name: str) -> Optional[Goal]:
        if isinstance(value, Made):
            return Goal(name, value.path)
        if isinstance(value, Part):
            self.parts[value.place] = name
            if len(self.parts) == value.of:
                return Goal(", ".join(self.parts[index] for index in range(value.of)))
        return None

    def _unpack(self, instruction: dis.Instruction) -> Optional[Goal]:
        count = int(instruction.argval)
        whole = self.pop()
        items: list[Any] = [None] * count
        if isinstance(whole, Made) and not whole.path:
            items = [Part(index, count) for index in range(count)]
        elif isinstance(whole, Made):
            if not isinstance(whole.path[-1], int) or whole.path[-1] >= count:
                return LOST
            items[whole.path[-1]] = Made(whole.path[:-1])
        self.stack += items[::-1]
        return None

    def _contain(self, items: list[Any], keys: Any) -> None:
        """A container of `items` is made: if the object is among them, the container has it."""
        path: Optional[Path] = None
        for item, key in zip(items, keys):
            if isinstance(item, Made) and path is None:
                path = (*item.path, key)
        self.stack.append(Sequence(len(items)) if path is None else Made(path))

    def _build_sequence(self, instruction: dis.Instruction) -> None:
        items = self.take(int(instruction.arg or 0))
        self.built = len(items)
        self._contain(items, range(len(items)))

    def _build_map(self, instruction: dis.Instruction) -> None:
        items = self.take(2 * int(instruction.arg or 0))
        self._contain(items[1::2], map(_index, items[::2]))

    def _build_constant_map(self, instruction: dis.Instruction) -> None:
        keys = self.pop()
        self._contain(self.take(int(instruction.arg or 0)), keys.value if isinstance(keys, Constant) else ())

    def _append(self, instruction: dis.Instruction) -> None:
        """To the container that a display or comprehension is building."""
        value = self.pop()
        key = self.pop() if instruction.opname == "MAP_ADD" else None
        *above, container = self.take(int(instruction.arg or 1))[::-1]
        if isinstance(value, Made) and self.list[self.place - 2].opname == "FOR_ITER":
            container = value  # list(a generator expression) since Python 3.15: what has it there has it here
        elif isinstance(value, Made):
            number = _index(key) if key is not None else self._number(container)
            container = Made((*value.path, number))
        elif isinstance(container, Sequence):
            container = Sequence(container.length + 1)
        self.stack += [container, *above[::-1]]

    def _number(self, container: Any) -> Any:
        """The place at the end of a display that is too long to be built at once, or of what a comprehension makes."""
        loop = self._loop()
        return container.length if isinstance(container, Sequence) and container.length else loop

    def _loop(self, container: str = "") -> Number:
        """The innermost loop that we are in."""
        now = self.list[self.place - 1].offset
        for place in range(self.place - 1, 0, -1):
            begin = self.list[place - 1]
            if begin.opname == "FOR_ITER" and begin.argval > now:
                stored = self.list[place].argval
                variable = stored[0] if isinstance(stored, tuple) else stored
                return Number(begin.offset, variable if isinstance(variable, str) else "", container)
        return Number(-1, "", container)

    def _name_keywords(self, instruction: dis.Instruction) -> None:
        self.keywords = self.code.co_consts[instruction.arg or 0]

    def _call(self, instruction: dis.Instruction) -> Optional[Goal]:
        op, count = instruction.opname, int(instruction.arg or 0)
        keywords, self.keywords = self.keywords, ()
        if op in ("CALL_KW", "CALL_FUNCTION_KW"):
            names = self.pop()
            keywords = names.value if isinstance(names, Constant) else ()
        if op == "CALL_FUNCTION_EX":
            taken = self.take(1 - dis.stack_effect(instruction.opcode, instruction.arg))
        else:
            taken = self.take(count + (1 if op in ("CALL_FUNCTION", "CALL_FUNCTION_KW") else 2))
        self.stack.append(None)
        method, item = taken[0], taken[-1]
        if isinstance(method, Method) and method.name == "__enter__":
            self.stack[-1] = item
            return None
        if isinstance(method, Method) and method.name in _APPENDING and isinstance(item, Made):
            return self._appended(method.owner, item)
        for item, name in zip(taken[::-1], keywords[::-1]):
            if isinstance(item, Made):
                return Goal(name, item.path)
        return None

    def _call_intrinsic(self, instruction: dis.Instruction) -> Optional[Goal]:
        """A list that becomes a tuple has what it had."""
        return None if "LIST_TO_TUPLE" in instruction.argrepr else self.change(1, 1)

    def _appended(self, owner: Any, item: Made) -> Goal:
        if not isinstance(owner, Variable):
            return LOST
        return Goal(owner.name, (*item.path, self._loop("" if owner.attribute else owner.name)))

    def _make_function(self, instruction: dis.Instruction) -> Optional[Goal]:
        """Before Python 3.13 it takes all that belongs to the function at once."""
        flags = int(instruction.arg or 0)
        if sys.version_info < (3, 11):
            self.pop()
        code = self.pop()
        taken = {bit: self.pop() for bit in (8, 4, 2, 1) if flags & bit}
        self.stack.append(code)
        return self._default(code, taken)

    def _set_function_attribute(self, instruction: dis.Instruction) -> Optional[Goal]:
        value, function = self.take(2)
        self.stack.append(function)
        return self._default(function, {instruction.arg: value})

    def _default(self, function: Any, taken: dict[Any, Any]) -> Optional[Goal]:
        """A parameter's default value is called by the parameter's name."""
        defaults, keyword_only = taken.get(1), taken.get(2)
        if isinstance(keyword_only, Made) and keyword_only.path:
            return Goal(str(keyword_only.path[-1]), keyword_only.path[:-1])
        if not isinstance(defaults, Made) or not defaults.path or not isinstance(function, Constant):
            return None
        code: CodeType = function.value
        first = code.co_argcount - self.built
        return Goal(code.co_varnames[first + defaults.path[-1]], defaults.path[:-1])

    def _give_back(self, instruction: dis.Instruction) -> Goal:
        item = self.pop()
        if not isinstance(item, Made):
            return LOST
        many = instruction.opname == "YIELD_VALUE" and self.code.co_name == "<genexpr>"
        return Goal("", (*item.path, self._loop()) if many else item.path, returned=True)


def _index(item: Any) -> Any:
    """What stands for a key in a path."""
    return item.value if isinstance(item, Constant) else item


_Walk.handlers = {
    "BEFORE_WITH": _Walk._begin_with,
    "BUILD_CONST_KEY_MAP": _Walk._build_constant_map,
    "BUILD_LIST": _Walk._build_sequence,
    "BUILD_MAP": _Walk._build_map,
    "BUILD_TUPLE": _Walk._build_sequence,
    "CALL_INTRINSIC_1": _Walk._call_intrinsic,
    "COPY": _Walk._copy,
    "DUP_TOP": _Walk._copy,
    "DUP_TOP_TWO": _Walk._copy_two,
    "FOR_ITER": _Walk._for_iter,
    "KW_NAMES": _Walk._name_keywords,
    "LIST_APPEND": _Walk._append,
    "LOAD_ATTR": _Walk._load_attribute,
    "LOAD_METHOD": _Walk._load_attribute,
    "LOAD_SPECIAL": _Walk._load_special,
    "LOAD_SUPER_ATTR": _Walk._load_super,
    "MAKE_FUNCTION": _Walk._make_function,
    "MAP_ADD": _Walk._append,
    "RETURN_VALUE": _Walk._give_back,
    "SETUP_WITH": _Walk._begin_with,
    "SET_FUNCTION_ATTRIBUTE": _Walk._set_function_attribute,
    "STORE_ATTR": _Walk._store_attribute,
    "STORE_FAST_LOAD_FAST": _Walk._store_pair,
    "STORE_FAST_STORE_FAST": _Walk._store_pair,
    "STORE_SUBSCR": _Walk._store_item,
    "SWAP": _Walk._swap,
    "UNPACK_SEQUENCE": _Walk._unpack,
    "YIELD_VALUE": _Walk._give_back,
}
_Walk.prefixes = (
    ("LOAD_", _Walk._load),
    ("STORE_", _Walk._store),
    ("CALL", _Walk._call),
    ("POP_JUMP_", _Walk._branch),
    ("JUMP_IF_", _Walk._branch),
    ("JUMP_", _Walk._goto),
    ("ROT_", _Walk._rotate),
    ("BINARY_", _Walk._operate),
    ("INPLACE_", _Walk._operate),
    ("BUILD_", _Walk._operate),
    ("UNARY_", _Walk._operate),
)
