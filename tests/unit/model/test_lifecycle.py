"""The table of a worker's states is the one that the documentation shows."""

from pathlib import Path

from mptui.model.lifecycle import MOVES

DOCUMENT = Path(__file__).parents[3] / "docs" / "architecture.md"


def test_the_documented_table_is_the_one_in_force():
    words = {state.word for state in MOVES}
    rows = [line.strip("| \n").split(" | ") for line in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    table = {row[0]: set(row[1].split(", ")) - {"–"} for row in rows if len(row) == 2 and row[0] in words}  # noqa: RUF001
    assert table == {state.word: {following.word for following in MOVES[state]} for state in MOVES}
