"""The lock knob acts on the program's own locks: what that is, is decided by what was started, wherever it stands."""

import shutil
import zipfile

import pytest

from vocabulary import METHODS, PROGRAMS, environment, mptui, watch

MAIN = """
import multiprocessing
{imports}

if __name__ == "__main__":
    for module in {modules}:
        module.look("main")
        process = multiprocessing.Process(target=module.look, args=("worker",))
        process.start()
        process.join()
"""


@pytest.fixture
def installed(tmp_path):
    """A folder of installed packages: `tool`, which runs by -m, as a script and as a folder; `alone`; and `helper`."""
    folder = tmp_path / "project" / ".venv" / "lib" / "site-packages"
    (folder / "tool").mkdir(parents=True)
    look = PROGRAMS / "whose_lock.py"
    for copy in ("tool/inner.py", "tool/__init__.py", "helper.py"):
        shutil.copy(look, folder / copy)
    (folder / "tool/main.py").write_text(
        MAIN.format(imports="from tool import inner\nimport helper", modules="inner, helper")
    )
    beside = MAIN.format(imports="import inner, helper", modules="inner, helper")
    (folder / "tool/by_path.py").write_text(beside)
    shutil.copy(folder / "tool/main.py", folder / "tool/__main__.py")
    (folder / "alone.py").write_text(
        look.read_text() + MAIN.format(imports="import helper, sys", modules="sys.modules[__name__], helper")
    )
    return folder


def own(folder, *args, cwd=None):
    """{module: whether the lock knob acted on its locks}, in the main process and in a worker alike."""
    paths = environment(PYTHONPATH=f"{environment()['PYTHONPATH']}:{folder}")
    done = mptui("run", "--headless", "--no-lock", *args, env=paths, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, b"")
    found = {}
    for line in done.stdout.decode().splitlines():
        name, who, *taken = line.split()
        assert taken[0] == taken[1], line
        found.setdefault(name.replace("__mp_main__", "__main__"), {})[who] = taken[0] == "True"
    assert all(len(seen) == 2 and seen["main"] == seen["worker"] for seen in found.values()), found
    return {name: seen["main"] for name, seen in found.items()}


@pytest.mark.parametrize("method", METHODS)
def test_a_module_that_is_installed_is_the_programs_own_and_no_other_is(installed, method):
    assert own(installed, f"--start-method={method}", "-m", "tool") == {"inner": True, "helper": False}


def test_the_whole_package_of_a_module_is_own(installed):
    assert own(installed, "-m", "tool.main") == {"inner": True, "helper": False}


def test_of_a_module_without_a_package_only_its_file_is_own(installed):
    assert own(installed, "--start-method=spawn", "-m", "alone") == {"__main__": True, "helper": False}


def test_the_folder_of_a_script_is_own(installed, tmp_path):
    script = installed / "tool" / "by_path.py"
    assert own(installed, script) == {"inner": True, "helper": False}
    assert own(installed, "./by_path.py", cwd=script.parent) == {"inner": True, "helper": False}
    (tmp_path / "link.py").symlink_to(script)
    assert own(installed, tmp_path / "link.py") == {"inner": True, "helper": False}


def test_of_a_script_among_all_that_is_installed_only_its_file_is_own(installed, tmp_path):
    assert own(installed, installed / "alone.py") == {"__main__": True, "helper": False}
    (tmp_path / "link").symlink_to(installed)
    assert own(installed, tmp_path / "link" / "alone.py") == {"__main__": True, "helper": False}


def test_a_folder_and_an_archive_that_are_run_are_own(installed):
    shutil.copy(installed / "tool/by_path.py", installed / "tool/__main__.py")
    assert own(installed, installed / "tool") == {"inner": True, "helper": False}
    with zipfile.ZipFile(installed / "tool.pyz", "w") as archive:
        for name in ("__main__.py", "inner.py"):
            archive.write(installed / "tool" / name, name)
    assert own(installed, "--start-method=fork", installed / "tool.pyz") == {"inner": True, "helper": False}


def test_what_is_installed_below_the_folder_of_a_script_is_a_librarys(installed):
    project = installed.parents[2]
    shutil.copy(PROGRAMS / "whose_lock.py", project / "inner.py")
    shutil.copy(installed / "tool/by_path.py", project / "run.py")
    assert own(installed, project / "run.py") == {"inner": True, "helper": False}
    assert own(installed, "--own=.venv", project / "run.py", cwd=project) == {"inner": True, "helper": False}


@pytest.mark.parametrize("name", ["helper", "helper.py", "./helper.py", "../site-packages/helper.py"])
def test_more_is_own_if_the_user_says_so(installed, name):
    assert own(installed, f"--own={name}", "-m", "tool", cwd=installed) == {"inner": True, "helper": True}


def test_a_module_of_the_standard_library_is_own_if_the_user_says_so(tmp_path):
    script = tmp_path / "program.py"
    script.write_text("import queue, sched\nitems, events = queue.Queue(), sched.scheduler()\nprint(events._lock)\n")
    assert [entry["name"] for entry in watch(script).report["objects"]] == ["items"]
    names = {entry["name"] for entry in watch(script, own="sched").report["objects"]}
    assert names == {"items", "_lock"}


@pytest.mark.parametrize("name", ["nothing_like_it", "sys", "./nothing.py"])
def test_a_name_that_stands_for_nothing_is_refused(name, tmp_path):
    script = tmp_path / "program.py"
    script.write_text("print('began')\n")
    done = mptui("run", "--headless", "--own", name, script)
    message = f"mptui: --own {name}: no such file or folder, and no module of Python source\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", message)
