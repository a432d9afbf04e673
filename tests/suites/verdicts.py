"""Whether a module of tests passes and fails in the same places on both sides."""

from dataclasses import dataclass, field

from sides import NOTHING, SIDES, Played, play

ROUNDS = 3
"""How often the tests that differ are played again by themselves, on each side."""


@dataclass
class Verdict:
    """`flaky` tests have been seen bare with the outcome they had under mptui; `differing` ones have not."""

    module: str
    python: str
    played: dict[str, Played]
    flaky: dict[str, str] = field(default_factory=dict)
    differing: dict[str, str] = field(default_factory=dict)
    slower: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def tests(self) -> int:
        """How many tests there are, on both sides together."""
        return len(set(self.played["bare"].outcomes) | set(self.played["mptui"].outcomes))


def judge(python: str, module: str, first: str, only: tuple[str, ...] = ()) -> Verdict:
    """Play a module on both sides, beginning with `first`, and what differs again by itself."""
    sides = SIDES if first == SIDES[0] else SIDES[::-1]
    played = {side: play(side, python, module, only) for side in sides}
    verdict = Verdict(module, python, played)
    bare, under = played["bare"], played["mptui"]
    names = sorted({*bare.outcomes, *under.outcomes})
    seen = {
        name: ([bare.outcomes.get(name, "missing")], [under.outcomes.get(name, "missing")])
        for name in names
        if bare.outcomes.get(name) != under.outcomes.get(name)
    }
    if seen:
        _play_again(python, module, seen)
    for name, (alone, watched) in seen.items():
        text = f"bare {_counts(alone)}; mptui {_counts(watched)}"
        (verdict.flaky if set(watched) <= set(alone) else verdict.differing)[name] = text
    if NOTHING in bare.outcomes:
        verdict.differing[NOTHING] = "no test was played, so nothing is compared"
    if bare.status[-1] != under.status[-1]:
        verdict.differing["(exit status)"] = f"bare {bare.status}; mptui {under.status}"
    verdict.slower = _slower(bare, under)
    return verdict


def _play_again(python: str, module: str, seen: dict[str, tuple[list[str], list[str]]]) -> None:
    for _ in range(ROUNDS):
        for index, side in enumerate(SIDES):
            outcomes = play(side, python, module, tuple(seen)).outcomes
            for name, lists in seen.items():
                lists[index].append(outcomes.get(name, "missing"))


def _counts(outcomes: list[str]) -> str:
    found = sorted(set(outcomes), key=outcomes.index)
    return ", ".join(f"{outcomes.count(outcome)}x {outcome}" for outcome in found)


def _slower(bare: Played, under: Played) -> dict[str, tuple[float, float]]:
    """Tests that took three times as long, and a second more."""
    both = {name: (bare.took[name], under.took[name]) for name in bare.took if name in under.took}
    return {name: (a, b) for name, (a, b) in both.items() if b > 3 * a + 1}
