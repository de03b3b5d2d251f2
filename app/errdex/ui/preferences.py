"""What a person chose, in one readable file. Unknown keys are kept, a broken file is set aside, never overwritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from errdex.registry.model import Product
from errdex.ui.theme import SIZES, Scheme

FILE_NAME = "preferences.json"


class Preferences(NamedTuple):
    """The choices, with what holds where none was made."""

    scheme: Scheme = Scheme.SYSTEM
    size: int = 100
    """Of the text, in percent."""
    product: Product | None = None
    """Which product the table starts with; None: all."""
    geometry: str = ""
    """Qt's own description of the window's place, in base 64."""
    columns: tuple[int, ...] = ()
    """Widths of the window's three columns."""
    clipboard_offer: bool = True
    """Whether an error on the clipboard is offered when the window is turned to."""


class PreferenceFile:
    """The file, and what of it is not ours."""

    def __init__(self, path: Path) -> None:
        """Take where the file is, or will be."""
        self.path = path
        self._unknown: dict[str, object] = {}
        self._written: Preferences | None = None

    def read(self) -> tuple[Preferences, Path | None]:
        """Return the choices, and where a broken file was set aside (None: it was sound, or there is none)."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Preferences(), None
        except OSError:
            return Preferences(), None
        except ValueError:
            return Preferences(), self._set_aside()
        if not isinstance(content, dict):
            return Preferences(), self._set_aside()
        self._unknown = {key: value for key, value in content.items() if key not in Preferences._fields}
        self._written = _from_json(content)
        return self._written, None

    def write(self, preferences: Preferences) -> None:
        """Write the choices where they changed; OSError where that fails."""
        if preferences == self._written:
            return
        from errdex.files import write_atomically

        content = {**self._unknown, **preferences._asdict()}
        text = json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.path, text.encode("utf-8"))
        self._written = preferences

    def _set_aside(self) -> Path | None:
        """Move a broken file out of the way, under a name that is free."""
        for number in range(1, 1000):
            aside = self.path.with_name(f"preferences.broken-{number}.json")
            if not aside.exists():
                try:
                    self.path.rename(aside)
                except OSError:
                    return None
                return aside
        return None


def _from_json(content: dict[str, object]) -> Preferences:
    """Read each choice by itself: one that makes no sense falls back alone."""
    scheme, size, product = content.get("scheme"), content.get("size"), content.get("product")
    geometry, columns = content.get("geometry"), content.get("columns")
    return Preferences(
        scheme=next((one for one in Scheme if one == scheme), Scheme.SYSTEM),
        size=size if isinstance(size, int) and SIZES[0] <= size <= SIZES[-1] else 100,
        product=next((one for one in Product if one == product), None),
        geometry=geometry if isinstance(geometry, str) else "",
        columns=_widths(columns),
        clipboard_offer=content.get("clipboard_offer") is not False,
    )


def _widths(columns: object) -> tuple[int, ...]:
    if not isinstance(columns, list) or not all(isinstance(width, int) for width in columns):
        return ()
    return tuple(columns)
