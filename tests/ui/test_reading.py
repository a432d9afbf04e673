"""Where a reader stands while lines come and go."""

from mptui.model.lines import LineRing
from mptui.ui.views.output.reading import Reading, WorkerLines


def write(ring, *texts, worker=1, end=True):
    for text in texts:
        ring.write(0, worker, "stdout", text)
        ring.open = not end


def filled(count, size=10):
    ring = LineRing(size)
    write(ring, *(f"line {number}" for number in range(1, count + 1)))
    return ring


def test_frozen_lines_stay_though_the_ring_forgets_them():
    ring = filled(5)
    reading = Reading(lambda: ring)
    reading.freeze()
    write(ring, *"abcdefghijklmnop")
    assert [reading.line(number).text for number in reading.numbers()] == [f"line {n}" for n in range(1, 6)]
    assert reading.behind == 16
    reading.follow()
    assert [reading.line(number).text for number in reading.numbers()] == list("ghijklmnop")


def test_scrolling_on_reaches_the_lines_that_came_meanwhile_then_follows():
    ring = filled(6)
    reading = Reading(lambda: ring)
    reading.scroll(-2, first=3)
    assert (reading.bottom, reading.following) == (4, False)
    write(ring, "seven", "eight")
    reading.scroll(2, first=3)
    assert (reading.bottom, reading.following) == (6, False)
    reading.scroll(1, first=3)
    assert reading.bottom == 7
    reading.scroll(1, first=3)
    assert reading.following


def test_scrolling_back_stops_at_the_first():
    reading = Reading(lambda: filled(6))
    reading.scroll(-100, first=3)
    assert reading.bottom == 3


def test_where_lines_are_missing_between_the_held_and_the_kept_the_end_follows():
    ring = filled(6, size=6)
    reading = Reading(lambda: ring)
    reading.scroll(-1, first=1)
    write(ring, *"abcdefgh")
    reading.scroll(1, first=1)
    assert reading.following


def test_lines_are_picked_from_the_mark_to_the_cursor_in_either_direction():
    ring = filled(6)
    reading = Reading(lambda: ring)
    assert reading.picked == []
    reading.point(4)
    assert reading.picked == [4]
    reading.mark = 4
    reading.move(-2)
    assert reading.picked == [2, 3, 4]
    reading.move(100)
    assert reading.picked == [4, 5, 6]
    write(ring, "seven")
    reading.move(1)
    assert reading.picked == [4, 5, 6, 7]
    reading.unpoint()
    assert reading.following
    assert reading.picked == []


def test_pointing_from_a_frozen_place_goes_back_to_it():
    reading = Reading(lambda: filled(6))
    reading.freeze()
    reading.point(2)
    reading.unpoint()
    assert not reading.following


def test_only_one_workers_lines_are_read():
    ring, writer = LineRing(20), [None]
    for number in range(1, 7):
        write(ring, f"{number}", worker=1 + number % 2)
    reading = Reading(lambda: ring, lambda: writer[0])
    writer[0] = 2
    assert list(reading.numbers()) == [1, 3, 5]
    reading.freeze()
    write(ring, "7", "8", worker=2)
    assert list(reading.numbers()) == [1, 3, 5]
    assert reading.behind == 2
    reading.point(4)
    assert reading.cursor == 3
    reading.mark = 3
    reading.move(1)
    assert reading.picked == [3, 5]


def test_a_sieve_looks_once_forgets_what_is_gone_and_waits_for_what_is_unfinished():
    ring, lines = LineRing(4), WorkerLines()
    write(ring, "a", worker=1)
    write(ring, "b", worker=2)
    assert list(lines.numbers(ring, 1)) == [1]
    write(ring, "half", worker=2, end=False)
    assert list(lines.numbers(ring, 1)) == [1]
    write(ring, "other half", worker=1, end=False)
    assert list(lines.numbers(ring, 1)) == [1, 3]
    assert list(lines.numbers(ring, 1)) == [1, 3]
    ring.open = False
    assert list(lines.numbers(ring, 1)) == [1, 3]
    write(ring, "c", "d", worker=2)
    assert list(lines.numbers(ring, 1)) == [3]
    assert list(lines.numbers(ring, 2)) == [2, 3, 4, 5]
    other = filled(2)
    assert list(lines.numbers(other, 2)) == []
    assert list(lines.numbers(other, 1)) == [1, 2]


def test_nothing_to_read_is_no_trouble():
    for ring in (None, LineRing(3)):
        reading = Reading(lambda ring=ring: ring)
        reading.scroll(-1, 0)
        reading.point(1)
        reading.move(1)
        reading.unpoint()
        reading.freeze()
        reading.catch_up()
        assert list(reading.numbers()) == []
        assert reading.picked == []
        assert reading.behind == 0
