"""What a person chose, in one readable file. Unknown keys are kept, a broken file is set aside, never overwritten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, TypeGuard, TypeVar

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.ui.theme import SIZES, Scheme, Times

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "preferences.json"
LONGEST_AUTHOR = 200
_WIDTHS = range(30, 401)

_Choice = TypeVar("_Choice", bound=str)


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
    times: Times = Times.LOCAL
    """By which clock a time is written where only one has room."""
    author: str = ""
    """Who writes the notes; empty: nobody is named."""
    seams: tuple[tuple[int, ...], ...] = ()
    """Heights above and below each seam that lies across the window: of the paste, the table and the note."""
    name_width: int = 0
    """Of the table's column of names, in percent of what it is by itself; 0: nobody chose one."""
    category: str = ""
    """Which category the table was narrowed to, by `groups.group_key`; empty: all."""
    retry: Retry | None = None
    """Which advice it was narrowed to."""
    with_notes: bool = False
    """Whether it was narrowed to what has notes."""
    sort_column: int = -1
    """Counted from 0; -1: the best first."""
    sort_falling: bool = False

    def as_usual(self) -> Preferences:
        """Return what holds where nothing was chosen; how the window stands and what it shows stays."""
        usual = Preferences()
        return self._replace(**{name: getattr(usual, name) for name in CHOSEN})


CHOSEN = ("scheme", "size", "product", "clipboard_offer", "times", "author")
"""What is chosen in the dialog; the rest is remembered as the window was left."""


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
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
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
    size, width, column = content.get("size"), content.get("name_width"), content.get("sort_column")
    seams = content.get("seams")
    return Preferences(
        scheme=_one_of(Scheme, content.get("scheme")) or Scheme.SYSTEM,
        size=size if _is_number(size) and SIZES[0] <= size <= SIZES[-1] else 100,
        product=_one_of(Product, content.get("product")),
        geometry=_text(content.get("geometry")),
        columns=_lengths(content.get("columns")),
        clipboard_offer=content.get("clipboard_offer") is not False,
        times=_one_of(Times, content.get("times")) or Times.LOCAL,
        author=_text(content.get("author"))[:LONGEST_AUTHOR],
        seams=tuple(_lengths(seam) for seam in seams) if isinstance(seams, list) else (),
        name_width=width if _is_number(width) and width in _WIDTHS else 0,
        category=_text(content.get("category")),
        retry=_one_of(Retry, content.get("retry")),
        with_notes=content.get("with_notes") is True,
        sort_column=column if _is_number(column) else -1,
        sort_falling=content.get("sort_falling") is True,
    )


def _one_of(choices: Iterable[_Choice], value: object) -> _Choice | None:
    return next((choice for choice in choices if choice == value), None)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _lengths(value: object) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list) and all(_is_number(length) for length in value) else ()
