"""The verdict line: what is wrong with the run, in one line under the status line; not there while nothing is."""

from rich.segment import Segment
from rich.style import Style

from mptui.projections.finding_text import verdict
from mptui.ui.keys.actions import BY_ID
from mptui.ui.paint.text import cells, cut, plain
from mptui.ui.parts.painted import Painted, Row


class Verdict(Painted):
    """Red where it is proven that something cannot go on, amber where it is suspected."""

    @property
    def needed(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.ui.engine.diagnosis.current)

    def rows(self) -> list[Row]:
        """Kind, headline, and the key that tells more."""
        look, findings = self.ui.look, self.ui.engine.diagnosis.current
        kind, headline = verdict(findings)
        if not kind:
            return [[]]
        ink = look.bad if any(finding.grade == "proven" for finding in findings) else look.warn
        key = f" · {BY_ID['graph'].written}"
        room = self.size.width - cells(kind) - cells(key) - 4
        return [
            [
                Segment(f" {kind}", look.raised + ink + Style(bold=True)),
                Segment(f"  {cut(plain(headline), max(room, 0))}", look.raised + look.strong),
                Segment(key, look.raised + look.muted),
            ]
        ]
