import pytest

from mptui.ui.views.all_views import VIEWS

from .scripted import queues


def test_every_view_has_its_words():
    assert all(info.about for info in VIEWS)


@pytest.mark.parametrize(
    ("keys", "words"), [((), "A pane a worker"), (("O",), "Every lock"), (("g",), "Who waits for what")]
)
async def test_help_begins_with_the_view_that_it_was_called_from(open_screen, keys, words):
    async with open_screen(queues(), size=(100, 30)) as screen:
        await screen.press(*keys, "question_mark")
        await screen.pilot.pause()
        text = screen.text()
        assert text.index("This view") < text.index(words) < text.index("Knobs")
