"""Where a person's own files are: in the profile that was named, else where the system keeps user data.

On macOS the folders for data and for settings are one and the same, so every file has a name of its own.
"""

from __future__ import annotations

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


def settings_path(profile: Path | None) -> Path:
    """Return the file of the preferences (window size, product, columns); never beside the notes' names."""
    if profile is not None:
        return profile / "preferences.ini"
    from platformdirs import user_config_path

    return user_config_path("errdex", appauthor=False) / "preferences.ini"
