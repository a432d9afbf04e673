"""What real workers go through is what the table of their states allows, and most of the table."""

import signal

from live import live
from mptui import events as ev
from mptui.model.lifecycle import MOVES, WorkerState
from mptui.model.run_model import RunModel

SEEN = {
    (WorkerState.CREATED, WorkerState.RUNNING),
    (WorkerState.RUNNING, WorkerState.BLOCKED),
    (WorkerState.RUNNING, WorkerState.PAUSED),
    (WorkerState.RUNNING, WorkerState.EXITED),
    (WorkerState.RUNNING, WorkerState.ZOMBIE),
    (WorkerState.RUNNING, WorkerState.KILLED),
    (WorkerState.BLOCKED, WorkerState.RUNNING),
    (WorkerState.BLOCKED, WorkerState.KILLED),
    (WorkerState.BLOCKED, WorkerState.EXITED),
    (WorkerState.PAUSED, WorkerState.RUNNING),
    (WorkerState.PAUSED, WorkerState.KILLED),
    (WorkerState.ZOMBIE, WorkerState.REAPED),
    (WorkerState.EXITED, WorkerState.REAPED),
}


def moves_of(events):
    """Each move from one state to another that a worker of the run made, and how many events were impossible."""
    model, states, moves = RunModel(), {}, set()
    for event in events:
        for worker in model.apply(event).workers:
            after = model.state.workers[worker].state
            before = states.setdefault(worker, after)
            states[worker] = after
            if before is not after:
                moves.add((before, after))
    return moves, model.state.anomaly_count


def test_real_workers_move_by_the_table(tmp_path):
    with live("many_ends.py", tmp_path, start_method="fork") as run:
        numbers = {}
        while len(numbers) < 6:
            made = run.until_kind(ev.WorkerCreated)
            numbers[made.name] = made.worker
        run.until_kind(ev.Output, worker=numbers["writing-1"])
        run.turn("pause", True)
        run.until_kind(ev.WorkerPaused, worker=numbers["writing-1"], paused=True)
        run.session.signal(numbers["writing-1"], signal.SIGKILL)
        run.until_kind(ev.WorkerExited, worker=numbers["writing-1"])
        run.turn("pause", False)
        run.until_kind(ev.Output, worker=numbers["writing-0"])
        (tmp_path / "kill").touch()
        for name in ("writing-0", "waiting", "brief"):
            if not any(event.worker == numbers[name] for event in run.kinds(ev.WorkerExited)):
                run.until_kind(ev.WorkerExited, worker=numbers[name])
        (tmp_path / "join").touch()
        run.to_the_end()
    moves, impossible = moves_of(run.events)
    assert impossible == 0
    assert {move for move in moves if move[1] not in MOVES[move[0]]} == set()
    assert moves - {(WorkerState.PAUSED, WorkerState.BLOCKED), (WorkerState.BLOCKED, WorkerState.PAUSED)} == SEEN
