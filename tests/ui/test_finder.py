from mptui.model.lines import LineRing
from mptui.ui.views.output.finder import Finder


def write(ring, *texts, end=True):
    for text in texts:
        ring.current("stdout", 0).add(1, text)
        ring.open = not end


def test_new_lines_are_found_old_ones_forgotten_and_the_open_one_counts():
    ring, finder = LineRing(4), Finder()
    write(ring, "a", "B", "ab")
    assert finder.hits(ring, "b") == [2, 3]
    write(ring, "x", "y", "b")
    assert finder.hits(ring, "B") == [3, 6]
    write(ring, "half of a", end=False)
    assert finder.hits(ring, "b") == [6]
    write(ring, " b", end=False)
    assert finder.hits(ring, "b") == [6, 7]
    ring.open = False
    assert finder.hits(ring, "b") == [6, 7]


def test_another_query_or_ring_starts_over():
    ring, finder = LineRing(10), Finder()
    write(ring, "a", "b")
    assert finder.hits(ring, "a") == [1]
    assert finder.hits(ring, "b") == [2]
    assert finder.hits(ring, "") == []
    assert finder.hits(LineRing(3), "b") == []
    assert finder.hits(None, "b") == []
    write(ring, "b")
    assert finder.hits(ring, "b") == [2, 3]
