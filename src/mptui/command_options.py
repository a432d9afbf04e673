"""The options of the command line that several commands share, and how they are read."""

import locale
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mptui.errors import UsageError
from mptui.findings.finding import GRADES
from mptui.findings.kinds.all_kinds import KINDS
from mptui.labs.language import choose_language
from mptui.model.state import RETAIN
from mptui.session import BUFFERINGS, ORPHANS, START_METHODS

Command = TypeVar("Command", bound=Callable[..., Any])


class Seconds(click.FloatRange):
    """A finite number of seconds."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Refuse nan and infinity, which float() takes."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds", param, ctx)
        return seconds


class ProgramCommand(click.Command):
    """Options first, then `SCRIPT ARGS…` or `-m MODULE ARGS…`: what follows belongs to the program, as in python."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a `--` after the module's name, so that the program's own options are left alone."""
        takes_value = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] != "--":
            if args[index] == "-m" and index + 1 < len(args):
                args = [*args[: index + 2], "--", *args[index + 2 :]]
                break
            index += 2 if args[index] in takes_value else 1
        return super().parse_args(ctx, args)


def _language(ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The language asked for here, else by the command above, else that of the locale."""
    if value is None and ctx.parent is not None and "language" in ctx.parent.params:
        return str(ctx.parent.params["language"])
    return choose_language(value)


def _kinds(_ctx: click.Context, _param: click.Parameter, value: str | None) -> frozenset[str]:
    """Kinds and grades of findings; refuses what would never fail a run."""
    if value is None:
        return frozenset()
    named = [kind for kind in map(str.strip, value.split(",")) if kind]
    for kind in named:
        if kind not in KINDS and kind not in GRADES:
            known = ", ".join((*GRADES, *KINDS))
            raise UsageError(f"--fail-on: mptui finds nothing that is called {kind!r}; it knows {known}")
    if not named:
        raise UsageError("--fail-on: name a kind or a grade of findings, such as proven")
    return frozenset(named)


ascii_option = click.option(
    "--ascii", "ascii_only", is_flag=True, help="Draw with ASCII alone; so does a locale that is not UTF-8."
)
language_option = click.option(
    "--lang",
    "language",
    metavar="LANG",
    callback=_language,
    help="The lab's language: en, zh; else the locale's, if the lab speaks it.",
)


_RESULT_OPTIONS = [
    click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write a JSON report."),
    click.option(
        "--retain",
        type=click.IntRange(min=0),
        default=RETAIN,
        metavar="N",
        help=f"Ended workers and unused objects kept one by one; default {RETAIN}.",
    ),
    click.option(
        "--fail-on", metavar="KIND|GRADE[,…]", callback=_kinds, help="Exit with status 3 if such a finding is there."
    ),
    click.option("--junit", type=click.Path(path_type=Path), metavar="FILE", help="Write findings as JUnit's XML."),
    click.option("--annotate", is_flag=True, help="Say findings on stderr so that GitHub shows them at their lines."),
]
_RUN_OPTIONS = [
    click.option("--start-method", type=click.Choice(START_METHODS), help="How processes are started."),
    click.option("--python", metavar="PATH", help="Another interpreter (3.9 or later) for the program."),
    click.option("--lock/--no-lock", default=None, help="Whether the program's own locks are taken."),
    click.option("--maxsize", type=click.IntRange(min=1), metavar="N", help="Bound of every bounded queue."),
    click.option("--buffering", type=click.Choice(BUFFERINGS), help="As on a terminal: line."),
    click.option("--pace", type=Seconds(min=0), metavar="SECONDS", help="Delay at every operation."),
    click.option("--own", multiple=True, metavar="NAME|PATH", help="A library that is the program's own code."),
    click.option("--headless", is_flag=True, help="No screen: pass the output through."),
    ascii_option,
    language_option,
    click.option("--trace", type=click.Path(path_type=Path), metavar="FILE", help="Record every event."),
    click.option("--force", is_flag=True, help="Write over a file that is there already."),
    click.option("--timeout", type=Seconds(min=0, min_open=True), metavar="SECONDS", help="End it all after."),
    click.option(
        "--grace",
        type=Seconds(min=0),
        default=10.0,
        metavar="SECONDS",
        help="Time to end by itself after a signal; default 10.",
    ),
    click.option("--orphans", type=click.Choice(ORPHANS), help="Processes that outlive the main one: default wait."),
    *_RESULT_OPTIONS,
]


def run_options(command: Command) -> Command:
    """The options that `run` and `lab` share."""
    for option in reversed(_RUN_OPTIONS):
        command = option(command)
    return command


def result_options(command: Command) -> Command:
    """Those of what a run leaves behind, which a recorded one leaves, too."""
    for option in reversed(_RESULT_OPTIONS):
        command = option(command)
    return command


def check_terminal(instead: str) -> None:
    """Raises UsageError, which says what to do instead, if there is no terminal for a screen."""
    for name in ("stdin", "stdout", "stderr"):
        if not os.isatty({"stdin": 0, "stdout": 1, "stderr": 2}[name]):
            raise UsageError(f"{name} is no terminal, so there is no screen to draw on: {instead}")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError(f"TERM is dumb or not set, so there is no screen to draw on: {instead}")


def writes_utf8() -> bool:
    """Whether the locale's encoding, which is the terminal's, is UTF-8."""
    return locale.getencoding().lower().replace("-", "") == "utf8"
