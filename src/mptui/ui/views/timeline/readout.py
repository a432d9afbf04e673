"""What the timeline says below its rows: everything at the cursor's snapshot, or what the selected worker does now."""

from rich.segment import Segment

from mptui.model.state import SharedObject
from mptui.projections.snapshot import (
    Snapshot,
    Waiters,
    WorkerActivity,
    activity_text,
    clock,
    object_name,
    snapshot,
    turn_text,
    value_text,
    what_text,
)
from mptui.projections.status import duration, state_text
from mptui.projections.wording import reason_text, taken_words
from mptui.ui.paint.text import cut, plain
from mptui.ui.parts.painted import Row
from mptui.ui.ui_state import UiState

KEYS = "← → put a cursor · shift+← → go further · < > zoom · 0 whole run · end follows"
NAMED = 12
"""The most workers of a group that are named; the width cuts what does not fit."""


def live_rows(ui: UiState, room: int) -> list[Row]:
    """What the selected worker does now, and how the cursor is put."""
    look, chosen = ui.look, ui.chosen_worker
    rows: list[Row] = []
    if chosen is not None:
        reason = reason_text(ui.state, chosen)
        since = duration(ui.engine.now - chosen.since)
        words = state_text(chosen, ui.state.platform)
        text = f"{words} for {since}" if chosen.state.alive else words
        rows.append(
            [
                *_who(ui, chosen.id),
                Segment(f" {text}", look.ground + ui.ink(chosen)),
                Segment(f"  {plain(reason)}" if reason else "", look.ground + look.text),
            ]
        )
    rows.append([Segment(f" {KEYS}", look.ground + look.muted)])
    return _fill(rows, room)


def snapshot_rows(ui: UiState, t: int, shared: SharedObject | None, room: int, cell: int) -> list[Row]:
    """The state of everything at `t` ns; what matters most first."""
    if room <= 0:
        return []
    look, state = ui.look, ui.state
    then = snapshot(state, ui.engine.history, t, cell)
    is_recorded = state.recorded_from is None or t >= state.recorded_from
    nobody = "nobody is alive" if is_recorded else "before the recording began"
    counts = " · ".join(f"{count} {word}" for count, word in then.counts) or nobody
    turned = "".join(f" · {turn_text(state, turn)} at {clock(turn.t)}" for turn in then.turns[-3:])
    rows: list[Row] = [
        [
            Segment(f" at {clock(t, 6 if cell < 1_000_000 else 3)} ", look.ground + look.strong),
            Segment(f" {counts}", look.ground + look.text),
            Segment(plain(turned), look.ground + look.warn),
        ]
    ]
    chosen = ui.chosen_worker
    entry = then.of(chosen.id) if chosen is not None else None
    if chosen is not None:
        absent = "was not there yet" if is_recorded else "not recorded"
        text = activity_text(state, entry) if entry is not None else absent
        rows.append([*_who(ui, chosen.id), Segment(f" {plain(text)}", look.ground + look.text)])
    groups = [_waiters(ui, then, group) for group in then.waiting]
    rows += groups[:1]
    if shared is not None and is_recorded:
        text = plain(value_text(state, ui.engine.history, shared, t))
        rows.append([Segment(f" {text}", look.ground + look.accent)])
    rows += groups[1:] + _held(ui, then)
    return _fill(rows, room)


def _waiters(ui: UiState, then: Snapshot, group: Waiters) -> Row:
    """`2 blocked in acquire of lock (held by 1 Process-1 since 1.2 s): 3 Process-3 since 1.3 s, …`."""
    look = ui.look
    what = what_text(ui.state, group.op, group.object, group.target)
    held = then.holders.get(group.object, []) if group.object is not None else []
    by = ", ".join(
        f"{ui.tag(entry.worker.id)} {entry.worker.name}{_held_since(ui, then, group.object, entry)}"
        for entry in held[:2]
    )
    lead = f" {len(group.entries)} blocked in {what}" + (f", {_words(ui, group.object)} {by}" if by else "")
    waiting = ", ".join(
        f"{ui.tag(entry.worker.id)} {entry.worker.name}" + (f" since {clock(entry.since)}" if entry.since else "")
        for entry in group.entries[:NAMED]
    )
    return [
        Segment(plain(lead), look.ground + look.warn),
        Segment(f": {plain(waiting)}", look.ground + look.text),
    ]


def _held_since(ui: UiState, then: Snapshot, object_id: int | None, holder: WorkerActivity) -> str:
    """Since when, where that is known: a holder may do something else by now than it did as it took the object."""
    values = ui.engine.history.objects.get(object_id) if object_id is not None else None
    if values is None or not values.holds:
        return ""
    value, since = values.at(then.t)
    return f" since {clock(since)}" if value == holder.worker.id and since >= values.exact else ""


def _words(ui: UiState, object_id: int | None) -> str:
    shared = ui.state.objects.get(object_id) if object_id is not None else None
    return taken_words(shared)


def _held(ui: UiState, then: Snapshot) -> list[Row]:
    waited = {group.object for group in then.waiting}
    texts = [
        f"{object_name(ui.state, held)} {_words(ui, held)} "
        + ", ".join(f"{ui.tag(entry.worker.id)} {entry.worker.name}" for entry in entries[:4])
        for held, entries in then.holders.items()
        if held not in waited
    ]
    return [[Segment(f" {plain(' · '.join(texts))}", ui.look.ground + ui.look.text)]] if texts else []


def _who(ui: UiState, worker: int) -> Row:
    look, tag = ui.look, ui.tag(worker)
    known = ui.state.workers.get(worker)
    name = plain(known.name) if known is not None else ""
    return [Segment(f" {tag} ", look.ground + look.worker(tag)), Segment(cut(name, 24), look.ground + look.strong)]


def _fill(rows: list[Row], room: int) -> list[Row]:
    return (rows + [[] for _ in range(max(room - len(rows), 0))])[: max(room, 0)]
