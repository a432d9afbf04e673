"""`python -m mptui` is the same as the `mptui` command."""

from mptui.cli import main

main()
