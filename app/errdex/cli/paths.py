"""Where a person's own files are: in the profile that was named, else where the system keeps user data.

The preferences are the window's own and stand in `errdex.ui.preferences`; on macOS both folders are one and the same,
so every file has a name of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def user_folder(profile: Path | None) -> Path:
    """Return the folder of all user data: `profile` itself where one is named. It need not exist yet."""
    if profile is not None:
        return profile
    from platformdirs import user_data_path

    return user_data_path("errdex", appauthor=False)


def notes_path(profile: Path | None) -> Path:
    """Return the file of the notes."""
    return user_folder(profile) / "notes.sqlite3"
