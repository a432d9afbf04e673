"""No module needs one that needs it, not even late or for its types."""

from pathlib import Path

import pytest

import mptui
from import_circles import circles, imports


def test_no_modules_import_each_other():
    found = imports(Path(mptui.__file__).parent)
    assert any(found.values())
    assert circles(found) == []


PLANTED = {
    "at the top": ("from pack.b import two\n", "from pack import a\n"),
    "relative": ("from .b import two\n", "from . import a\n"),
    "for a type checker": ("from pack.b import two\n", "if TYPE_CHECKING:\n    from pack.a import one\n"),
    "late": ("import pack.b\n", "def two():\n    from pack.a import one\n"),
}


@pytest.mark.parametrize("way", PLANTED)
def test_a_planted_circle_is_found(tmp_path, way):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "__init__.py").write_text("")
    first, second = PLANTED[way]
    (pack / "a.py").write_text(first)
    (pack / "b.py").write_text(second)
    (pack / "c.py").write_text("from pack import a, b\n")
    assert circles(imports(pack)) == [("pack.a", "pack.b")]


def test_a_circle_of_three_over_a_package_is_found(tmp_path):
    pack = tmp_path / "pack"
    (pack / "inner").mkdir(parents=True)
    (pack / "__init__.py").write_text("")
    (pack / "inner" / "__init__.py").write_text("from ..a import one\n")
    (pack / "a.py").write_text("from .b import two\n")
    (pack / "b.py").write_text("from pack.inner import three\n")
    assert circles(imports(pack)) == [("pack.a", "pack.b", "pack.inner")]
