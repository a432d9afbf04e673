"""The programs of the corpus, and what each says in its header about how it is to be run and compared.

A program is a file `programs/NAME.py` (`.txt` if tools would trip over it) or a folder with a `__main__.py`. Its header
is made of comment lines `# option: value`, before or after the docstring:

    # methods: fork spawn forkserver   the start method is its first argument; it runs once for each of these
    # args: a b                        more arguments
    # run: module                      as `-m NAME`, with the folder of programs as the working directory
    # compare: sorted-lines            several writers: the lines of each stream are compared without their order
    # stdin: text                      what it reads, with \\n for a newline; nothing otherwise
    # python: >=3.11                   the oldest interpreter that has what it uses
    # env: NAME=VALUE                  more environment
    # differs: REASON                  it is known to differ, as docs/limits.md says; the test fails once it does not
    # differs before 3.11: REASON      the same for interpreters older than that
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"
_OPTION = re.compile(
    rb"^# (methods|args|run|compare|stdin|python|env|differs|differs before 3\.11): (.*)$", re.MULTILINE
)


@dataclass(frozen=True)
class Program:
    """One program and its options. `methods` is empty if it takes no start method."""

    path: Path
    methods: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    as_module: bool = False
    sorted_lines: bool = False
    stdin: bytes = b""
    python: tuple[int, ...] = (3, 9)
    env: tuple[tuple[str, str], ...] = ()
    differs_before: tuple[int, ...] = ()

    @property
    def name(self):
        """What it is called in a test's id."""
        return self.path.stem

    def command(self, method):
        """The arguments that follow `python` or `mptui run`; `method` is None if it takes none."""
        target = ["-m", self.name] if self.as_module else [str(self.path)]
        return [*target, *([method] if method else []), *self.args]


def read_program(path):
    """The program at `path`, a script or a folder."""
    source = path / "__main__.py" if path.is_dir() else path
    found = {key.decode(): value.decode() for key, value in _OPTION.findall(source.read_bytes()[:2000])}
    return Program(
        path,
        tuple(found.get("methods", "").split()),
        tuple(found.get("args", "").split()),
        found.get("run") == "module",
        found.get("compare") == "sorted-lines",
        ast.literal_eval(f'"{found.get("stdin", "")}"').encode(),
        tuple(int(part) for part in found.get("python", ">=3.9").removeprefix(">=").split(".")),
        tuple(tuple(pair.split("=", 1)) for pair in found.get("env", "").split()),
        (4,) if "differs" in found else (3, 11) if "differs before 3.11" in found else (),
    )


def programs():
    """All programs, in the order of their names."""
    found = [path for path in PROGRAMS.iterdir() if path.suffix in (".py", ".txt") or (path / "__main__.py").exists()]
    return [read_program(path) for path in sorted(found) if not path.name.startswith("_")]


def cases(program):
    """The start methods to run it with; (None,) if it takes none."""
    return program.methods or (None,)
