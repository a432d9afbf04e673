"""One error tree. Each error knows its exit code, and its text says what is wrong, where, and what to do."""

EXIT_USAGE = 2
EXIT_FINDING = 3
EXIT_TIMEOUT = 124
EXIT_SIGNAL_BASE = 128


class MptuiError(Exception):
    """An error shown to the user as one line on stderr, without a traceback."""

    exit_code = 1


class UsageError(MptuiError):
    """Bad input: found before the watched program starts."""

    exit_code = EXIT_USAGE


class LaunchError(UsageError):
    """The program could not be started: no such module, a syntax error, an interpreter that does not run."""


class SupervisorLostError(MptuiError):
    """The supervisor process ended although nobody asked it to; its workers have been ended too."""


class OutputError(MptuiError):
    """The program's output could not be passed on: a full disk, for instance. The program has been ended."""


class EngineError(MptuiError):
    """mptui's own reader failed; the program has been ended. A fault of mptui, with its cause attached."""


class TraceError(UsageError):
    """A trace file that cannot be read, with the line at fault."""


class LessonError(UsageError):
    """A lesson folder or its note header is not as it must be; names the file and the field."""


def exit_status(returncode: int) -> int:
    """Turn a `wait`-style return code (-n for signal n) into a shell exit status (128 + n)."""
    return EXIT_SIGNAL_BASE - returncode if returncode < 0 else returncode
