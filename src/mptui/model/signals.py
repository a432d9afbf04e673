"""Names of signals by the platform of the run: the trace of a Mac may be read on Linux."""

_COMMON = {
    1: "SIGHUP",
    2: "SIGINT",
    3: "SIGQUIT",
    4: "SIGILL",
    5: "SIGTRAP",
    6: "SIGABRT",
    8: "SIGFPE",
    9: "SIGKILL",
    11: "SIGSEGV",
    13: "SIGPIPE",
    14: "SIGALRM",
    15: "SIGTERM",
    21: "SIGTTIN",
    22: "SIGTTOU",
    24: "SIGXCPU",
    25: "SIGXFSZ",
    26: "SIGVTALRM",
    27: "SIGPROF",
    28: "SIGWINCH",
}
_LINUX = {
    7: "SIGBUS",
    10: "SIGUSR1",
    12: "SIGUSR2",
    16: "SIGSTKFLT",
    17: "SIGCHLD",
    18: "SIGCONT",
    19: "SIGSTOP",
    20: "SIGTSTP",
    23: "SIGURG",
    29: "SIGIO",
    30: "SIGPWR",
    31: "SIGSYS",
    34: "SIGRTMIN",
    64: "SIGRTMAX",
}
_MAC = {
    7: "SIGEMT",
    10: "SIGBUS",
    12: "SIGSYS",
    16: "SIGURG",
    17: "SIGSTOP",
    18: "SIGTSTP",
    19: "SIGCONT",
    20: "SIGCHLD",
    23: "SIGIO",
    29: "SIGINFO",
    30: "SIGUSR1",
    31: "SIGUSR2",
}
"""From the systems' own <signal.h>; where two names share a number, the one that Python's signal module prefers."""


def signal_name(number: int, platform: str = "linux") -> str:
    """`SIGKILL`, or `signal 77` for a number without a name there. `platform`: Python's sys.platform of the run."""
    own = _MAC if platform == "darwin" else _LINUX
    return _COMMON.get(number) or own.get(number) or f"signal {number}"
