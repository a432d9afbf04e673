"""Which variable, attribute or item a call's result goes to: told by the bytecode that follows the call.

The value stack is followed step by step, with a mark for the object and nothing for what does not matter. Whatever is
not understood ends in no name. Bytecodes of Python 3.9 to 3.15.
"""

import bisect
import dis
import sys
from functools import lru_cache
from types import CodeType
from typing import Any, Callable, Optional

from .opcodes import EFFECTS, ENTER, IGNORED, ITERATOR
from .symbols import Constant, Goal, Made, Method, Number, Part, Path, Sequence, Variable

_LOST = Goal()
_MOST_STEPS = 1000
_LOOK_BACK = 200
"""Instructions before the call that tell what lies on the stack beneath its result."""
_NEW_LOOPS = sys.version_info >= (3, 12)
_APPENDING = ("append", "appendleft")


@lru_cache(maxsize=16)
def _instructions(code: CodeType) -> tuple[list[dis.Instruction], list[int]]:
    """The instructions and their offsets."""
    found = list(dis.get_instructions(code))
    return found, [instruction.offset for instruction in found]


def follow(code: CodeType, lasti: int, path: Path) -> Goal:
    """Where the result of the call at `lasti` goes; it is the object itself, or has it at `path`."""
    return _Walk(code, lasti, path).run()


class _Walk:
    def __init__(self, code: CodeType, lasti: int, path: Path) -> None:
        self.list, self.offsets = _instructions(code)
        self.code = code
        self.stack: list[Any] = []
        self.parts: dict[int, str] = {}
        self.keywords: tuple[str, ...] = ()
        self.built = 0
        call = bisect.bisect_right(self.offsets, lasti) - 1
        if self.list[call].opname == "PRECALL":
            call += 1
        self._go_straight_to(call)
        self.pop()
        self.stack.append(Made(path))

    def _go_straight_to(self, call: int) -> None:
        """Past the instruction of that number, as if nothing before it ever jumped."""
        self.straight = True
        for self.place in range(max(call - _LOOK_BACK, 0) + 1, call + 2):
            if self._step(self.list[self.place - 1]) is _LOST:
                self.stack.clear()
        self.straight = False

    def run(self) -> Goal:
        for _ in range(_MOST_STEPS):
            if self.place >= len(self.list):
                break
            instruction = self.list[self.place]
            self.place += 1
            goal = self._step(instruction)
            if goal is not None:
                return goal
            if not any(isinstance(item, (Made, Part)) for item in self.stack):
                break
        return _LOST

    def _step(self, instruction: dis.Instruction) -> Optional[Goal]:
        op = instruction.opname
        if op in IGNORED:
            return None
        handler = _HANDLERS.get(op)
        if handler is None:
            handler = next((handler for prefix, handler in _PREFIXES if op.startswith(prefix)), None)
        if handler is not None:
            return handler(self, instruction)
        effect = EFFECTS.get(op)
        return _LOST if effect is None else self.change(*effect)

    def pop(self) -> Any:
        return self.stack.pop() if self.stack else None

    def take(self, count: int) -> list[Any]:
        """The topmost values, the deepest first; what was there before the call is None."""
        return [self.pop() for _ in range(count)][::-1]

    def change(self, taken: int, given: int) -> Optional[Goal]:
        self.take(taken)
        self.stack += [None] * given
        return None

    def jump(self, instruction: dis.Instruction) -> None:
        if not self.straight:
            self.place = bisect.bisect_left(self.offsets, instruction.argval)

    def _goto(self, instruction: dis.Instruction) -> None:
        self.jump(instruction)

    def _branch(self, instruction: dis.Instruction) -> None:
        """An object is taken for true, and for not None; of anything else we know nothing and go straight on."""
        op = instruction.opname
        item = self.pop()
        if isinstance(item, Made) and ("IF_TRUE" in op or "IF_NOT_NONE" in op):
            if op.endswith("_OR_POP"):
                self.stack.append(item)
            self.jump(instruction)

    def _for_iter(self, instruction: dis.Instruction) -> None:
        """A loop over a container that has the object begins; another, in which we are, ends."""
        items = self.stack[-ITERATOR] if len(self.stack) >= ITERATOR else None
        if self.straight or (isinstance(items, Made) and items.path):
            self.stack.append(Made(items.path[:-1]) if isinstance(items, Made) else None)
            return
        self.jump(instruction)
        if _NEW_LOOPS:
            self.stack.append(None)  # END_FOR takes it away
        else:
            self.pop()

    def _load(self, instruction: dis.Instruction) -> None:
        argument = instruction.argval
        given = dis.stack_effect(instruction.opcode, instruction.arg)
        if instruction.opname in ("LOAD_CONST", "LOAD_SMALL_INT"):
            self.stack.append(Constant(argument))
        elif isinstance(argument, tuple):
            self.stack += [Variable(name) for name in argument]
        else:
            self.stack += [Variable(argument)] if given == 1 and isinstance(argument, str) else [None] * given

    def _load_attribute(self, instruction: dis.Instruction) -> None:
        """The owner gives way to its attribute, or to a method and what it is bound to."""
        owner = self.pop()
        if dis.stack_effect(instruction.opcode, instruction.arg) == 0:
            self.stack.append(Variable(instruction.argval, attribute=True))
        else:
            self.stack += [Method(instruction.argval, owner), None]

    def _load_super(self, instruction: dis.Instruction) -> Optional[Goal]:
        return self.change(3, 3 + dis.stack_effect(instruction.opcode, instruction.arg))

    def _operate(self, instruction: dis.Instruction) -> Optional[Goal]:
        return self.change(1 - dis.stack_effect(instruction.opcode, instruction.arg), 1)

    def _copy(self, instruction: dis.Instruction) -> None:
        depth = int(instruction.arg or 1)
        self.stack.append(self.stack[-depth] if depth <= len(self.stack) else None)

    def _copy_two(self, _: dis.Instruction) -> None:
        self.stack += (self.take(2)) * 2

    def _swap(self, instruction: dis.Instruction) -> None:
        first, *between, last = self.take(int(instruction.arg or 2))
        self.stack += [last, *between, first]

    def _rotate(self, instruction: dis.Instruction) -> None:
        depth = {"ROT_TWO": 2, "ROT_THREE": 3, "ROT_FOUR": 4}.get(instruction.opname, instruction.arg or 0)
        *below, top = self.take(depth)
        self.stack += [top, *below]

    def _begin_with(self, _: dis.Instruction) -> None:
        """What __enter__ returns is taken for the object itself."""
        self.stack[-1:] = [None, self.stack[-1] if self.stack else None]

    def _load_special(self, instruction: dis.Instruction) -> None:
        """Since Python 3.14 __enter__ is called as any function is: with the object, which it is taken to return."""
        owner = self.pop()
        self.stack += [Method("__enter__", None), owner] if instruction.arg == ENTER else [None, None]

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
            return _LOST
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
                return _LOST
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
            return _LOST
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
            return _LOST
        many = instruction.opname == "YIELD_VALUE" and self.code.co_name == "<genexpr>"
        return Goal("", (*item.path, self._loop()) if many else item.path, returned=True)


def _index(item: Any) -> Any:
    """What stands for a key in a path."""
    return item.value if isinstance(item, Constant) else item


_Handler = Callable[[_Walk, dis.Instruction], Optional[Goal]]
_HANDLERS: dict[str, _Handler] = {
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
_PREFIXES: tuple[tuple[str, _Handler], ...] = (
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
