"""Shared objects and shapes by their ids on the wire; those that are old are kept small.

Python does not tell when a lock is dropped, so any object may be used once more. Beyond MOST_OBJECTS the oldest are
folded into a few bytes each, and made anew from them when a note names them.
"""

from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from mptui import events
from mptui.id_map import IdMap
from mptui.runtime.shapes import Shape, TrackedObject

MOST_OBJECTS = 2000
"""Objects that are kept as they are, and shapes of none; three times as many if they are bounded queues, which the knob
of maxsize has to find."""
MOST_PAGES = 1 << 15
"""Pages of what has been folded: two million ids, at most 30 MB."""

_MOST_FORMS = 1 << 15
_MOST_NAMES = 5000
"""Names of folded objects that are told apart."""
_NUMBER_SHIFT = 32


class _ObjectForm(NamedTuple):
    """What many objects have in common; `made` has no time, worker and number of its own."""

    made: events.ObjectCreated
    kind: str
    maxsize: int
    depth: int | None
    touched: bool


class _ShapeForm(NamedTuple):
    """What shapes of the same operation on different objects have in common."""

    part: int
    op: str
    outcome: int
    delta: int
    where: str


class _Forms:
    """Numbers, from 1, for what many have in common; 0 once there are too many to be told apart."""

    def __init__(self) -> None:
        self._numbers: dict[_ObjectForm | _ShapeForm, int] = {}
        self._forms: list[_ObjectForm | _ShapeForm] = []

    def number(self, form: _ObjectForm | _ShapeForm) -> int:
        number = self._numbers.get(form, 0)
        if not number and len(self._forms) < _MOST_FORMS:
            self._forms.append(form)
            number = self._numbers[form] = len(self._forms)
        return number

    def __getitem__(self, number: int) -> _ObjectForm | _ShapeForm:
        return self._forms[number - 1]


class ObjectTable:
    """Every object and every shape that has been told, by wire id."""

    def __init__(self) -> None:
        self._objects: dict[int, TrackedObject] = {}
        self._shapes: dict[int, Shape] = {}
        self._workers_shapes: dict[int, Shape] = {}
        self._forms = _Forms()
        self._form_of, self._rest_of = IdMap("H", MOST_PAGES), IdMap("Q", MOST_PAGES)
        self._names: set[str] = set()
        self._fold_at = self._fold_shapes_at = MOST_OBJECTS + MOST_OBJECTS // 2

    def objects(self) -> list[TrackedObject]:
        """Those that are kept as they are."""
        return list(self._objects.values())

    def add(self, shared: TrackedObject) -> None:
        """An object that was made."""
        self._objects[shared.wire_id] = shared

    def find(self, wire_id: int) -> TrackedObject | None:
        """The object with that id."""
        return self._objects.get(wire_id) or self._unfold_object(wire_id)

    def add_shape(self, number: int, shape: Shape) -> None:
        """Notes may name this shape from now on."""
        shared = shape.shared
        if shared is None or shared.wire_id not in self._objects:
            self._workers_shapes[number] = shape
        else:
            self._shapes[number] = shape
            shared.shapes[number] = shape

    def shape(self, number: int) -> Shape | None:
        """The shape with that number."""
        return self._shapes.get(number) or self._workers_shapes.get(number) or self._unfold_shape(number)

    def fold(self) -> None:
        """Fold the oldest if there are too many."""
        if len(self._objects) > self._fold_at:
            for shared in list(islice(self._objects.values(), len(self._objects) - MOST_OBJECTS)):
                if not shared.setting and (not shared.maxsize or len(self._objects) > 3 * MOST_OBJECTS):
                    self._fold_object(shared)
            self._fold_at = max(len(self._objects), MOST_OBJECTS) + MOST_OBJECTS // 2
        if len(self._workers_shapes) > self._fold_shapes_at:
            for number in list(islice(self._workers_shapes, MOST_OBJECTS // 2)):
                shape = self._workers_shapes.pop(number)
                if not self._fold_shape(number, shape, 0):
                    self._workers_shapes[number] = shape
            self._fold_shapes_at = max(len(self._workers_shapes), MOST_OBJECTS) + MOST_OBJECTS // 2

    def _fold_object(self, shared: TrackedObject) -> None:
        made = shared.made
        if made is None:
            return
        name = self._kept_name(made)
        common = replace(made, t=0, worker=0, seq=0, object=0, name=name)
        touched = shared.touched is not None
        form = self._forms.number(_ObjectForm(common, shared.kind, shared.maxsize, shared.depth, touched))
        if not form or not all(self._fold_shape(*one, shared.wire_id) for one in shared.shapes.items()):
            return
        self._form_of[shared.wire_id] = form
        self._rest_of[shared.wire_id] = shared.number << _NUMBER_SHIFT | shared.pid
        for number in shared.shapes:
            del self._shapes[number]
        shared.shapes.clear()  # a shape and its object hold each other
        del self._objects[shared.wire_id]

    def _kept_name(self, made: events.ObjectCreated) -> str:
        """Its name, or its type's if it has a made-up one or there are too many."""
        if made.name.startswith(f"{made.type}-"):
            return made.type
        if len(self._names) < _MOST_NAMES:
            self._names.add(made.name)
        return made.name if made.name in self._names else made.type

    def _fold_shape(self, number: int, shape: Shape, wire_id: int) -> bool:
        outcome = events.OUTCOMES.index(shape.outcome)
        form = self._forms.number(_ShapeForm(shape.part, shape.op, outcome, shape.delta, shape.where))
        self._form_of[number], self._rest_of[number] = form, wire_id
        return form > 0

    def _unfold_object(self, wire_id: int) -> TrackedObject | None:
        form = self._form_of[wire_id] and self._forms[self._form_of[wire_id]]
        if not isinstance(form, _ObjectForm):
            return None
        number, pid = divmod(self._rest_of[wire_id], 1 << _NUMBER_SHIFT)
        shared = TrackedObject(number, wire_id, form.kind, form.maxsize, form.depth)
        shared.pid, shared.touched = pid, 0 if form.touched else None
        shared.made = replace(form.made, object=number)
        self._objects[wire_id] = shared
        return shared

    def _unfold_shape(self, number: int) -> Shape | None:
        form = self._form_of[number] and self._forms[self._form_of[number]]
        if not isinstance(form, _ShapeForm):
            return None
        wire_id = self._rest_of[number]
        shared = self.find(wire_id) if wire_id else None
        if wire_id and shared is None:
            return None
        shape = Shape(form.part, form.op, form.outcome, form.delta, shared, form.where)
        self.add_shape(number, shape)
        return shape
