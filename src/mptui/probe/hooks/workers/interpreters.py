"""Python programs that the program starts come up with the probe: their environment carries it, and theirs alone.

As in the main process, `site/sitecustomize.py` takes it out of the environment again before the program begins.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Optional

from ... import code_owner
from ...emitter import emitter

_PROBE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_SITE = os.path.join(_PROBE, "site").encode()
_VARIABLE_PREFIX = b"MPTUI_LAUNCH_"
_PATH = b"PYTHONPATH"
_NAME = re.compile(rb"python[0-9.]*t?d?")
_EXEC = re.compile(rb"'''exec' *(\S+)")
"""The second line of a script for sh whose interpreter has too long a path, as pip writes it."""
_FIRST_BYTES = 512
_LIBRARY = re.compile(rb"(?:import sys; )?from multiprocessing\.|from [\w.]*(resource|semaphore)_tracker import ")
"""Code of a library's own processes: helpers that nobody sees, and workers, whose preparation data loads the probe."""
_SERVER = re.compile(rb"(?:import sys; )?from ([\w.]*forkserver) import main")
_UNWATCHED = b"EISvhV?"
"""Options of python with which it does not load a sitecustomize, or tells what it loads."""
_WITH_ARGUMENT = b"WX"

put: dict[bytes, Optional[bytes]] = {}
"""What the program last gave os.putenv, and as None what it gave os.unsetenv: os.environ does so itself, too."""
settings: dict[str, str] = {}
"""What applies in all of them: how to buffer, and the start method if it is not the interpreter's own."""


def command_of(path: bytes, arguments: Iterable[Any]) -> Optional[list[bytes]]:
    """The command line that a file will be run with, if that is Python's; None for any other program."""
    rest = [os.fsencode(argument) for argument in arguments][1:]
    try:
        with open(path, "rb", buffering=0) as file:
            begin = file.read(_FIRST_BYTES)
    except OSError:
        return None
    if not begin.startswith(b"#!"):
        return [path, *rest] if _is_python(path) else None
    interpreter = _interpreter_of_script(begin[2:])
    return [*interpreter, path, *rest] if interpreter and _is_python(interpreter[0]) else None


def _is_python(path: bytes) -> bool:
    return _NAME.fullmatch(os.path.basename(path)) is not None or path == os.fsencode(sys.executable or "")


def _interpreter_of_script(begin: bytes) -> list[bytes]:
    """What a script that begins so is run with, and its options; empty if that cannot be told."""
    first, _, following = begin.partition(b"\n")
    words = first.split()
    if words and os.path.basename(words[0]) == b"env":
        return [word for word in words[1:] if word != b"-S"]
    if words == [b"/bin/sh"]:
        named = _EXEC.match(following)
        return [named[1].strip(b'"')] if named else []
    return words


def _options(command: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The options before what is run, each a letter, and its argument; last `c`, `m` or b"" with what is run."""
    words = iter(command[1:])
    for word in words:
        if word == b"--check-hash-based-pycs":
            next(words, None)
        if word.startswith(b"--"):
            continue
        if word == b"-" or not word.startswith(b"-"):
            yield b"", word
            return
        for place in range(1, len(word)):
            letter, rest = word[place : place + 1], word[place + 1 :]
            if letter in b"cm" + _WITH_ARGUMENT:
                yield letter, rest or next(words, b"")
                break
            yield letter, b""
        if letter in b"cm":
            return


def takes_probe(command: list[bytes]) -> bool:
    """Whether a Python started by this command line comes up with the probe if its environment carries it."""
    for option, argument in _options(command):
        if option == b"c" and _LIBRARY.match(argument):
            return False
        if (option and option in _UNWATCHED) or (option == b"X" and argument.startswith(b"importtime")):
            return False
    return emitter.on and emitter.channels is not None


def name_of(command: list[bytes]) -> str:
    """What such a program is called: by what is run, or by what it is told that its process is called."""
    name = os.path.basename(command[0])
    if b"--process-name" in command[:-1]:
        name = command[command.index(b"--process-name") + 1]
    else:
        for option, argument in _options(command):
            if option == b"m":
                name = argument
            elif option == b"" and argument != b"-":
                name = os.path.basename(argument)
    return name.decode("utf-8", "backslashreplace")


def server_of(command: list[bytes]) -> str:
    """The module whose fork server such a program is, or ""; nobody's process, but it makes those of others."""
    for option, argument in _options(command):
        found = _SERVER.match(argument) if option == b"c" else None
        if found:
            return found[1].decode()
    return ""


def environment(given: Any, worker: int, anew: bool, ended: Iterable[int] = ()) -> Optional[dict[bytes, bytes]]:
    """The environment `given`, or this process's own, with what brings the probe; None if it needs nothing of ours.

    `given`: a mapping, or a list of lines. `worker`: whom the program is to be; `anew`: something else may have written
    as that worker; `ended`: workers that end as the program begins. Raises TypeError if `given` is no environment.
    """
    variables = _own_environment() if given is None else _encoded(given)
    if any(name.startswith(_VARIABLE_PREFIX) for name in variables):
        return None  # it is about to be watched by another mptui
    facts = {
        **settings,
        "channels": str(emitter.channels),
        "worker": str(worker),
        "own": "\n".join(code_owner.claimed()),
        "starter": str(os.getpid()),
        "anew": "1" if anew else "",
        "ended": " ".join(map(str, ended)),
    }
    path = variables.get(_PATH)
    if path is not None:
        variables[_VARIABLE_PREFIX + _PATH] = path
    variables[_PATH] = os.pathsep.encode().join((_SITE, path)) if path else _SITE
    for name, value in facts.items():
        if value:
            variables[_VARIABLE_PREFIX + name.upper().encode()] = os.fsencode(value)
    return variables


def of_ours(variables: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Those that an environment has because of us."""
    return {name: value for name, value in variables.items() if name == _PATH or name.startswith(_VARIABLE_PREFIX)}


def _encoded(given: Any) -> dict[bytes, bytes]:
    """From a mapping, or from the lines that fork_exec takes."""
    if isinstance(given, list):
        return dict(line.split(b"=", 1) for line in given)
    return {os.fsencode(name): os.fsencode(value) for name, value in given.items()}


def _own_environment() -> dict[bytes, bytes]:
    """The environment that C code sees: os.environ, and what was put there past it."""
    variables = dict(os.environb)
    for name, value in put.items():
        if value is None:
            variables.pop(name, None)
        else:
            variables[name] = value
    return variables


def found(candidates: Iterable[Any]) -> Optional[bytes]:
    """The first of several files that can be run."""
    for path in candidates:
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return os.fsencode(path)
    return None
