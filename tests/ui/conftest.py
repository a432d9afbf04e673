import contextlib

import pytest

from mptui.engine import Engine
from mptui.labs.catalog import find_lesson, lesson_options
from mptui.ui.app import MptuiApp
from mptui.ui.views.all_views import BY_ID

from .scripted import ScriptedSession, Story


class Screen:
    """A running app over a scripted session, with words for what a test wants to know."""

    def __init__(self, app, pilot, session):
        self.app, self.pilot, self.session = app, pilot, session

    @property
    def main(self):
        return self.app._main

    @property
    def ui(self):
        return self.app._ui

    def part(self, view):
        """A view by its id."""
        return self.main.views.part(BY_ID[view])

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.frame()

    async def frame(self):
        self.main.frame()
        await self.pilot.pause()

    async def feed(self, *events):
        self.session.feed(*events)
        await self.frame()

    async def resize(self, width, height):
        await self.pilot.resize_terminal(width, height)
        await self.frame()

    def rows(self, widget=None):
        """What a widget, or the whole screen, shows: a text a row."""
        if widget is not None:
            return [strip.text for strip in widget.render_lines(widget.outer_size.region)]
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    def text(self, widget=None):
        return "\n".join(self.rows(widget))

    @property
    def status(self):
        return self.text(self.main.status)

    @property
    def footer(self):
        return self.text(self.main.footer)

    @property
    def console(self):
        return self.text(self.main.console)


@pytest.fixture(autouse=True)
def _every_colour(monkeypatch):
    """The look does not depend on the terminal that the tests run on."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@contextlib.asynccontextmanager
async def _open(story=None, size=(120, 36), lesson=None, can=None, now=None, **more):
    story = story or Story().family(3)
    options = story.options
    if lesson is not None:
        lesson = find_lesson(lesson, more.get("language", "en"))
        options = lesson_options(lesson, {}, headless=False)
    session = ScriptedSession(story.events, options=options, can=can)
    clock = now if now is not None else lambda: 0
    app = MptuiApp(session, lesson=lesson, lab=lesson is not None, engine=Engine(session, clock=clock), **more)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = Screen(app, pilot, session)
        await pilot.pause()
        await screen.frame()
        await screen.frame()
        yield screen


@pytest.fixture
def open_screen():
    """Opens the screen over a story: `async with open_screen(story) as screen`."""
    return _open
