"""Play CPython's own tests bare and under mptui, and tell where they differ.

python tests/suites [--python PATH]... [--others] [--libraries] [--log FILE] [--only ID]... [MODULE]...
"""

import argparse
import json
import sys
from pathlib import Path

import catalogue
from libraries import prepare
from sides import SIDES, Played
from verdicts import Verdict, judge


def main() -> int:
    """Returns 1 if any test differed."""
    parser = argparse.ArgumentParser(prog="tests/suites", description=__doc__.partition("\n")[0])
    modules = "test.test_queue, mp_fork, 'pytest:--pyargs joblib.test'…; default: all of the core"
    parser.add_argument("modules", nargs="*", help=modules)
    parser.add_argument("--python", action="append", help="an interpreter to play them with; default: this one")
    parser.add_argument("--others", action="store_true", help="every other module that names processes or threads")
    parser.add_argument("--libraries", action="store_true", help="the suites of joblib, loky, scikit-learn and others")
    parser.add_argument("--only", action="append", default=[], help="play this test alone")
    parser.add_argument("--log", type=Path, help="append each verdict as a JSON line to this file")
    options = parser.parse_args()
    print("| Python | module | tests | same | flaky bare | differing | bare s | mptui s | objects seen |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    verdicts = []
    libraries: list[str] = []
    if options.libraries:
        python, libraries = prepare()
        options.python = [python]
    for python in options.python or [_without_environment()]:
        version = catalogue.version_of(python)
        names = options.modules or libraries or (catalogue.others if options.others else catalogue.core)(python)
        for number, name in enumerate(names):
            verdict = judge(python, name, SIDES[number % 2], tuple(options.only))
            verdicts.append(verdict)
            print(_row(version, verdict), flush=True)
            if options.log:
                _log(options.log, version, verdict)
    for verdict in verdicts:
        _tell(verdict)
    return int(any(verdict.differing or _faults(verdict.played["mptui"]) for verdict in verdicts))


def _faults(played: Played) -> list[str]:
    return [*played.failures, *played.refuted]


def _without_environment() -> str:
    """This interpreter, outside the virtual environment that it may run in."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _row(version: str, verdict: Verdict) -> str:
    bare, under = verdict.played["bare"], verdict.played["mptui"]
    same = verdict.tests - len(verdict.flaky) - len(verdict.differing.keys() - {"(exit status)"})
    cells = (version, verdict.module, verdict.tests, same, len(verdict.flaky), len(verdict.differing))
    times = f"{bare.seconds:.1f} | {under.seconds:.1f} | {under.objects}"
    return f"| {' | '.join(map(str, cells))} | {times} |"


def _tell(verdict: Verdict) -> None:
    for kind, tests in (("differs", verdict.differing), ("flaky", verdict.flaky)):
        for name, text in tests.items():
            print(f"\n{verdict.python} {name} {kind}: {text}")
            for side in SIDES:
                detail = verdict.played[side].details.get(name)
                if detail and kind == "differs":
                    print(f"  {side}:", *detail.rstrip().splitlines()[-12:], sep="\n    ")
    for failure in verdict.played["mptui"].failures:
        print(f"\n{verdict.python} {verdict.module} the probe failed: {failure}")
    for text in verdict.played["mptui"].refuted:
        print(f"\n{verdict.python} {verdict.module} was said to be stuck, and went on: {text}")
    for name, (bare, under) in verdict.slower.items():
        print(f"\n{verdict.python} {name} is slower: bare {bare:.1f} s, mptui {under:.1f} s")


def _log(path: Path, version: str, verdict: Verdict) -> None:
    line = {
        "python": version,
        "module": verdict.module,
        "flaky": verdict.flaky,
        "differing": verdict.differing,
        "slower": verdict.slower,
        "played": {side: vars(played) for side, played in verdict.played.items()},
    }
    with path.open("a") as file:
        file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
