"""Follows the value stack of a function, step by step, with a mark for one object and nothing for what does not matter.

What moves values about is here; what tells where the object goes is in `stores.py`. Bytecodes of Python 3.9 to 3.15.
"""

import bisect
import dis
import sys
from functools import lru_cache
from types import CodeType
from typing import Any, Callable, ClassVar, Optional

from .opcodes import EFFECTS, ENTER, IGNORED, ITERATOR
from .symbols import Constant, Goal, Made, Method, Part, Path, Variable

Handler = Callable[[Any, dis.Instruction], Optional[Goal]]
"""handler(walk, instruction): the object's goal, if this instruction is the one that tells it."""
LOST = Goal()
"""Nobody can tell where the object goes."""
_MOST_STEPS = 1000
_LOOK_BACK = 200
"""Instructions before the call that tell what lies on the stack beneath its result."""
_NEW_LOOPS = sys.version_info >= (3, 12)


@lru_cache(maxsize=16)
def _instructions(code: CodeType) -> tuple[list[dis.Instruction], list[int]]:
    """The instructions and their offsets."""
    found = list(dis.get_instructions(code))
    return found, [instruction.offset for instruction in found]


class StackWalk:
    """Follows one code object from a call on. A subclass says what instructions do that tell where an object goes."""

    handlers: ClassVar[dict[str, Handler]] = {}
    """By an instruction's name; then by how it begins, the first that fits."""
    prefixes: ClassVar[tuple[tuple[str, Handler], ...]] = ()

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
            if self._step(self.list[self.place - 1]) is LOST:
                self.stack.clear()
        self.straight = False

    def run(self) -> Goal:
        """Go on from the call until the object has gone somewhere, or is lost."""
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
        return LOST

    def _step(self, instruction: dis.Instruction) -> Optional[Goal]:
        op = instruction.opname
        if op in IGNORED:
            return None
        handler = self.handlers.get(op)
        if handler is None:
            handler = next((handler for prefix, handler in self.prefixes if op.startswith(prefix)), None)
        if handler is not None:
            return handler(self, instruction)
        effect = EFFECTS.get(op)
        return LOST if effect is None else self.change(*effect)

    def pop(self) -> Any:
        """The topmost value; what was there before the call is None."""
        return self.stack.pop() if self.stack else None

    def take(self, count: int) -> list[Any]:
        """The topmost values, the deepest first; what was there before the call is None."""
        return [self.pop() for _ in range(count)][::-1]

    def change(self, taken: int, given: int) -> Optional[Goal]:
        """Take values away, and give as many that do not matter."""
        self.take(taken)
        self.stack += [None] * given
        return None

    def jump(self, instruction: dis.Instruction) -> None:
        """Go on at the instruction's target, if the call has been reached."""
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
