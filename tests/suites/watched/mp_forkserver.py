"""CPython's tests of multiprocessing under the start method forkserver."""

from test._test_multiprocessing import install_tests_in_module_dict

install_tests_in_module_dict(globals(), "forkserver")
