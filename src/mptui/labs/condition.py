"""Conditions over what a run has shown: expressions that a lesson's header writes, read without running any code.

Python's own syntax for numbers, texts, names, calls with texts, comparisons, `and`, `or`, `not` and arithmetic. The
names are those of `mptui.labs.facts`.
"""

import ast
import operator
from collections.abc import Callable, Collection, Iterator
from typing import Any

from mptui.errors import LessonError
from mptui.labs.facts import CALLS, NAMES, Facts, FactValue

LONGEST = 500
"""Characters of a condition."""
GREATEST = 2**63
"""Below it are all whole numbers, so that no product of them becomes a burden."""
_COMPARISONS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ARITHMETIC: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_TEXTS = {"done": (1, 2)}
"""How many texts a call takes, where it is not one."""


class Condition:
    """One expression. `where` says in errors which file and field it stands in."""

    def __init__(self, text: str, where: str) -> None:
        self.text = text
        if len(text) > LONGEST:
            raise LessonError(f"{where}: longer than {LONGEST} characters")
        try:
            self._tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise LessonError(f"{where}: cannot read {text!r}: {error.args[0]}") from error
        nodes = list(ast.walk(self._tree))
        called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
        for node in nodes:
            if isinstance(node, ast.Name):
                _check_name(node.id, CALLS if id(node) in called else NAMES, where)
        for node in nodes:
            if not isinstance(node, ast.Name):
                _check(node, where)

    def value(self, facts: Facts) -> FactValue:
        """What it comes to now; what cannot be compared or calculated, a division by zero too, is False."""
        try:
            found: FactValue = _value(self._tree, facts)
        except (TypeError, ArithmeticError):
            return False
        return found

    def holds(self, facts: Facts) -> bool:
        """Whether it is true now."""
        return bool(self.value(facts))

    @property
    def names(self) -> frozenset[str]:
        """The names that it asks for, without those of calls."""
        return frozenset(node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name)) - frozenset(CALLS)

    def texts(self, call: str) -> Iterator[str]:
        """The texts that `call` is asked for."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == call:
                yield from (str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))

    def __repr__(self) -> str:
        return f"Condition({self.text!r})"


_PLAIN = (ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Compare, ast.BinOp, ast.Load)


def _check_name(name: str, known: Collection[str], where: str) -> None:
    if name not in known:
        everything = ", ".join((*NAMES, *(f'{call}("…")' for call in CALLS)))
        raise LessonError(f"{where}: {name!r} is none of {everything}")


def _check(node: ast.AST, where: str) -> None:
    if isinstance(node, ast.Call):
        _check_call(node, where)
    elif isinstance(node, ast.Constant):
        if not isinstance(node.value, bool | int | float | str):
            raise LessonError(f"{where}: {node.value!r} is no number and no text")
        if isinstance(node.value, int) and node.value >= GREATEST:
            raise LessonError(f"{where}: a number is too great")
    elif not isinstance(node, _PLAIN) and type(node) not in _COMPARISONS | _ARITHMETIC:
        raise LessonError(f"{where}: a condition has no {type(node).__name__}")


def _check_call(node: ast.Call, where: str) -> None:
    if not isinstance(node.func, ast.Name):
        raise LessonError(f"{where}: only {', '.join(CALLS)} can be called")
    name = node.func.id
    texts = [part for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    least, most = _TEXTS.get(name, (1, 1))
    if node.keywords or len(texts) != len(node.args) or not least <= len(texts) <= most:
        raise LessonError(f'{where}: {name} takes {"one text" if most == 1 else "one or two texts"}: {name}("…")')


def _value(node: ast.AST, facts: Facts) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return facts.name(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return facts.call(node.func.id, *(_value(argument, facts) for argument in node.args))
    if isinstance(node, ast.BoolOp):
        found = (_value(part, facts) for part in node.values)
        return all(found) if isinstance(node.op, ast.And) else any(found)
    if isinstance(node, ast.UnaryOp):
        inner = _value(node.operand, facts)
        return not inner if isinstance(node.op, ast.Not) else -inner
    if isinstance(node, ast.BinOp):
        return _calculate(_ARITHMETIC[type(node.op)], _value(node.left, facts), _value(node.right, facts))
    assert isinstance(node, ast.Compare)
    left = _value(node.left, facts)
    for kind, other in zip(node.ops, node.comparators, strict=True):
        right = _value(other, facts)
        if not _COMPARISONS[type(kind)](left, right):
            return False
        left = right
    return True


def _calculate(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> int | float:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise TypeError("only numbers can be calculated with")
    found: int | float = operation(left, right)
    if isinstance(found, int) and abs(found) >= GREATEST:
        raise OverflowError
    return found
