"""The part of mptui that runs inside the watched program.

It imports the standard library and itself alone, runs on Python 3.9 and up, and is loaded by file location under
the name `_mptui_probe`, so that nothing of mptui needs to be installed beside the watched program.
"""
