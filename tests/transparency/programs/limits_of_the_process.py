"""Resource limits, umask, working directory, process attributes."""

import os
import resource
import signal

print(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CORE))
print(oct(os.umask(0o22)), os.nice(0), os.getcwd(), os.getuid(), signal.getitimer(signal.ITIMER_REAL))
print(os.sched_getaffinity(0) == os.sched_getaffinity(os.getppid()), signal.sigpending(), os.cpu_count())
print(signal.pthread_sigmask(signal.SIG_BLOCK, ()), len(os.listdir("/proc/self/task")))
print([signal.getsignal(number) for number in sorted(signal.valid_signals()) if number not in (9, 19)])
print(os.get_inheritable(0), os.get_inheritable(1), os.get_inheritable(2), os.get_blocking(0), os.get_blocking(1))
