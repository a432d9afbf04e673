import os
import tomllib

import pytest

from mptui.settings import FILE, Settings, Store, open_store


def loaded(folder):
    store = Store(folder)
    store.load()
    return store


def test_choices_are_found_again(tmp_path):
    store = loaded(tmp_path / "new" / "folder")
    saved = []
    store.changed = lambda: saved.append(store.save())
    store.keep(theme='odd "name" \\ é 🎉 \x7f\n', note=False)
    store.keep(sort="waits")
    store.keep(sort="waits")
    assert saved == ["", ""]
    again = loaded(store.folder)
    assert again.problem == ""
    assert again.settings == store.settings
    assert [path.name for path in store.folder.iterdir()] == [FILE]


def test_without_a_file_nothing_was_chosen_and_nothing_is_said(tmp_path):
    store = loaded(tmp_path / "none")
    assert (store.settings, store.problem) == (Settings(), "")
    assert not store.folder.exists()


@pytest.mark.parametrize(
    "broken", [b"theme = ", b"\xff\xfe", b"theme = 3\n", b'note = "yes"\n', b"sort = []", b"[" * 5000]
)
def test_a_broken_file_is_put_aside_and_said_in_one_line(tmp_path, broken):
    (tmp_path / FILE).write_bytes(broken)
    store = loaded(tmp_path)
    assert store.settings == Settings()
    assert "broken" in store.problem
    assert "\n" not in store.problem
    assert (tmp_path / "settings.broken.toml").read_bytes() == broken
    assert store.keep(note=True) is None
    assert store.save() == ""
    assert loaded(tmp_path).settings.note is True


@pytest.mark.parametrize("pace", ["0.5", "nan", "[]", '"slow"'])
def test_paces_that_an_earlier_version_kept_are_forgotten(tmp_path, pace):
    (tmp_path / FILE).write_text(f'lab_pace = {pace}\nrun_pace = {pace}\ntheme = "nord"\n')
    store = loaded(tmp_path)
    assert (store.settings, store.problem) == (Settings(theme="nord"), "")
    store.keep(note=True)
    store.save()
    assert tomllib.loads((tmp_path / FILE).read_text()) == {"theme": "nord", "note": True}


def test_what_a_later_version_wrote_is_kept(tmp_path):
    (tmp_path / FILE).write_text('theme = "nord"\nfuture = "yes"\ncount = 3\n')
    store = loaded(tmp_path)
    store.keep(theme="mptui-light")
    store.save()
    assert tomllib.loads((tmp_path / FILE).read_text()) == {"future": "yes", "count": 3, "theme": "mptui-light"}


def test_a_folder_that_cannot_be_used_is_said_and_fails_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = loaded(tmp_path / "file")
    assert "settings not read" in store.problem
    store.keep(note=False)
    assert "settings not kept" in store.save()
    assert store.settings.note is False


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    store = loaded(tmp_path)
    store.keep(theme="nord")
    store.save()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    store.keep(theme="dracula")
    assert "No space left" in store.save()
    assert loaded(tmp_path).settings.theme == "nord"
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_the_environment_may_name_another_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MPTUI_CONFIG_DIR", str(tmp_path))
    assert open_store().folder == tmp_path
    monkeypatch.delenv("MPTUI_CONFIG_DIR")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert open_store().folder.name == "mptui"
