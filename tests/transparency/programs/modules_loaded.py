"""Which modules that are not the standard library's are loaded, and how a missing one is reported."""

import sys

names = {name.partition(".")[0] for name in sys.modules}
known = set(getattr(sys, "stdlib_module_names", names)) | {"__main__", "__mp_main__"}
print(sorted(name for name in names - known if "probe" not in name))
import this_does_not_exist  # noqa: E402, F401
