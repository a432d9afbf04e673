import pytest

from mptui.ui.views.workers.wall_plan import plan

SIZES = [(20, 3), (40, 5), (79, 11), (80, 11), (120, 18), (160, 24), (300, 60), (1, 1), (5, 100)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 6, 11, 21, 51, 101, 301])
def test_the_chosen_is_visible_boxes_stay_inside_and_every_cell_knows_its_worker(size, count):
    width, height = size
    first = 0
    for chosen in {0, count // 3, count - 1}:
        at = plan(width, height, count, chosen, first)
        first = at.first
        row, column = divmod(chosen - at.first * at.columns, at.columns)
        assert 0 <= row < at.rows
        assert at.top_of(at.rows) + at.detail <= max(height, 1)
        assert at.columns * at.width + at.gap * (at.columns - 1) <= max(width, at.width)
        assert at.index_at(column * (at.width + at.gap), at.top_of(row)) == chosen
        assert sum(at.height_of(number) for number in range(at.rows)) == at.top_of(at.rows)


def test_few_get_panes_more_get_tiles_many_get_cells_and_a_pane_for_the_chosen():
    assert plan(120, 18, 6).kind == "pane"
    assert plan(120, 11, 36).kind == "tile"
    at = plan(120, 18, 301)
    assert at.kind == "cell"
    assert at.hidden == 0
    assert at.detail >= 4


def test_what_does_not_fit_is_counted():
    at = plan(80, 9, 301)
    assert at.hidden == 301 - at.rows * at.columns


def test_beside_the_grid_is_nobody():
    at = plan(120, 18, 5)
    assert at.index_at(119, 17) is None or at.count == 5
    assert at.index_at(500, 500) is None
