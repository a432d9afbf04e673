"""inherited-lock: a lock of threads was held when its process was forked, and in the child nobody can release it."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.progress import Progress, born_held, since, waiting_in
from mptui.findings.words import a_noun, at, places, worker_names

KIND = "inherited-lock"
_ADVICE = "Start processes by spawn or forkserver, or fork before any thread takes the lock."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each such lock."""
    for shared, waiting in waiting_in(progress, "acquire"):
        if not born_held(shared):
            continue
        first = waiting[0]
        assert first.wait is not None
        original = progress.state.objects.get(shared.copy_of or 0)
        name = original.name if original is not None else shared.name
        yield Finding(
            KIND,
            grade,
            tuple(one.id for one in waiting),
            (shared.id, *((original.id,) if original is not None else ())),
            places(first.wait.where, shared.where),
            since(first),
            f"{first.name} waits for {name}, held when it was forked",
            f"{name}, {a_noun(shared)} of threads (made{at(shared.where)}), was held by another thread when "
            f"{first.name}'s process was forked. The child has a copy that is held by nobody in it: "
            f"{worker_names(waiting)} {'wait' if len(waiting) > 1 else 'waits'} for it{at(first.wait.where)} for ever.",
            _ADVICE,
        )
