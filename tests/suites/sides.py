"""One module of tests, played bare or under `mptui run --headless`, with everything else alike on both sides."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

SIDES = ("bare", "mptui")
_WATCHED = Path(__file__).parent / "watched"
_PYTEST = "pytest:"
"""How the name of a module begins that is pytest's arguments."""
NOTHING = "(nothing)"
"""Stands in the place of a test where none was played."""
STALL = 180.0
"""Seconds without any news from a test after which it counts as hung."""
LIMIT = 2400.0
"""Seconds that a module may take in all."""
_ROUNDS = 4
"""How often a module is taken up again after a hang or a crash."""
_LOOK = 0.1


@dataclass
class Played:
    """What came of one module on one side; `seconds` is wall time, `failures` are those of the probe itself.

    `refuted`: what was said to be proven of the tests, and did go on after all.
    """

    outcomes: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    status: list[int] = field(default_factory=list)
    objects: int = 0
    failures: list[str] = field(default_factory=list)
    refuted: list[str] = field(default_factory=list)


def play(side: str, python: str, module: str, only: tuple[str, ...] = ()) -> Played:
    """Play a module, or only some of its tests; taken up again after each hang or crash."""
    played = Played()
    with tempfile.TemporaryDirectory(prefix="suite-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        outcomes = folder / "outcomes.jsonl"
        for _ in range(_ROUNDS):
            began = time.monotonic()
            status = _play_once(side, python, folder, [str(outcomes), module, *only])
            played.seconds += time.monotonic() - began
            played.objects += _objects(folder / "report.json")
            played.failures += _failures(folder / "trace.jsonl")
            played.refuted += _refuted(folder / "report.json")
            ended = _read(outcomes, played, status)
            if not played.outcomes:
                said = (folder / f"output-{side}").read_text(errors="replace").strip()
                played.outcomes[NOTHING], played.details[NOTHING] = f"nothing was played ({status})", said
            played.status.append(status)
            if ended or played.seconds > LIMIT:
                break
    return played


def _play_once(side: str, python: str, folder: Path, arguments: list[str]) -> int:
    """Returns the exit status, or 1000 if a test hung and everything was ended."""
    cwd, tmp = folder / "cwd", folder / "tmp"
    for place in (cwd, tmp):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    player, module = "play.py", arguments[1]
    if module.startswith(_PYTEST):
        player, module = "play_pytest.py", module[len(_PYTEST) :]
    command = [python, str(_WATCHED / player), arguments[0], module, *arguments[2:]]
    if side == "mptui":
        seen = ["--report", str(folder / "report.json"), "--trace", str(folder / "trace.jsonl"), "--force"]
        under = [sys.executable, "-m", "mptui", "run", "--headless", "--buffering", "block", "--python", python]
        command = [*under, *seen, *command[1:]]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with (folder / f"output-{side}").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**env, "TMPDIR": str(tmp)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=output)
        assert process.stdout is not None
        process.stdout.close()
        try:
            return _wait(process, Path(arguments[0]))
        finally:
            _end(process)
            drain.kill()
            drain.wait()


def _wait(process: subprocess.Popen[bytes], outcomes: Path) -> int:
    began = news = time.monotonic()
    size = 0
    while process.poll() is None:
        time.sleep(_LOOK)
        now = time.monotonic()
        grown = outcomes.stat().st_size if outcomes.exists() else 0
        if grown != size:
            size, news = grown, now
        if now - news > STALL or now - began > LIMIT:
            return 1000
    return process.returncode


def _refuted(report: Path) -> list[str]:
    """Proven findings that went before the run's end."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(report.read_text())["findings"]
        return [one["text"] for one in found if one["grade"] == "proven" and one["until_ns"] is not None]
    return []


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it has left; mptui ends its own when it is asked to."""
    left = []
    with contextlib.suppress(psutil.NoSuchProcess):
        left = psutil.Process(process.pid).children(recursive=True)
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
    for other in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            other.kill()
    if process.poll() is None:
        process.kill()
    process.wait()


def _objects(report: Path) -> int:
    """How many primitives mptui saw."""
    if not report.exists() or not report.stat().st_size:
        return 0
    return len(json.loads(report.read_text()).get("objects", ()))


def _failures(trace: Path) -> list[str]:
    """Where the probe switched itself off."""
    if not trace.exists():
        return []
    with trace.open() as lines:
        return [line.strip() for line in lines if '"probe_failed"' in line]


def _read(path: Path, played: Played, status: int) -> bool:
    """Take the outcomes over; a test that began and has no outcome hung or crashed. True if the module has ended."""
    lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    begun = [line["begin"] for line in lines if "begin" in line]
    for line in lines:
        if "id" in line:
            name = line["id"]
            played.outcomes[name], played.took[name] = line["outcome"], line["seconds"]
            if line["detail"]:
                played.details[name] = line["detail"]
    for name in begun:
        if name not in played.outcomes:
            played.outcomes[name] = "hung" if status == 1000 else f"crashed ({status})"
    ended = any("end" in line for line in lines)
    return ended or not begun
