"""With the filters of the command line: which warnings are shown, once each, and only in __main__."""

# env: PYTHONWARNINGS=always::ResourceWarning
import os
import sys
import warnings

print(sys.warnoptions, [entry[:3] for entry in warnings.filters])
for _ in range(2):
    warnings.warn("deprecated here", DeprecationWarning)
    warnings.warn("pending", PendingDeprecationWarning)
    warnings.warn("ordinary")
open(os.devnull)
