"""The short text of a value: bounded, made without running any of the program's code."""

import pytest

from mptui.probe.values import preview


class Hostile:
    def __repr__(self):
        raise AssertionError("the program's code ran")

    __str__ = __len__ = __bool__ = __class_getitem__ = __repr__


class Text(str):
    __slots__ = ()

    def __repr__(self):
        raise AssertionError("the program's code ran")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("hello", "'hello'"),
        (7, "7"),
        (None, "None"),
        (True, "True"),
        (b"\xff", "b'\\xff'"),
        ([1, 2], "<list>"),
        (Hostile(), "<Hostile>"),
        (Hostile, "<type>"),
        (Text("x"), "<Text>"),
        (10**100, "<int>"),
        ("\ud800", "'\\ud800'"),
    ],
)
def test_plain_values_show_themselves_and_others_their_type(value, text):
    assert preview(value).decode() == text


@pytest.mark.parametrize("value", ["x" * 10**6, b"\0" * 10**6, "ä" * 100, "\U0001f600" * 100])
def test_a_long_value_is_cut(value):
    text = preview(value).decode()
    assert len(text) == 60
    assert text.endswith("…")
