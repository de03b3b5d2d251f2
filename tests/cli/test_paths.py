from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.paths import notes_path, user_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_profile_holds_all_user_data(tmp_path: Path) -> None:
    assert user_folder(tmp_path) == tmp_path
    assert notes_path(tmp_path) == tmp_path / "notes.sqlite3"


def test_without_one_the_system_says_where(own_folders: Path) -> None:
    assert notes_path(None).is_relative_to(own_folders)
    assert user_folder(None).name == "errdex"
    assert not user_folder(None).exists()
