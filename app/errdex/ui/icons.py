"""Our own signs, drawn from SVG in a role's colour, when they are first wanted and at the screen's resolution."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QIcon

    from errdex.registry.advice import Retry


class Sign(StrEnum):
    """One drawing each; the value is the file's name. Signs differ in shape, not by colour alone."""

    CHECK_FIRST = "check-first"
    WAIT = "wait"
    RESEND = "resend"
    NO = "no"
    DONE = "done"
    UNKNOWN = "unknown"
    NOTE = "note"
    CLEAR = "clear"
    CAUTION = "caution"
    BACK = "back"
    FORWARD = "forward"
    COPY = "copy"
    OPEN = "open"
    PASTE = "paste"
    SEARCH = "search"
    EXPORT = "export"
    IMPORT = "import"
    PREFERENCES = "preferences"
    ERRDEX = "errdex"

    @classmethod
    def of(cls, retry: Retry) -> Sign:
        """Return the sign of an advice."""
        return cls(retry.value)


class Icons:
    """Draws the signs and keeps what it drew. Made once and handed around."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that holds the drawings; nothing is read yet."""
        self.folder = folder
        self._drawings: dict[Sign, str] = {}
        self._pixmaps: dict[tuple[Sign, str, int, float], QPixmap] = {}

    def pixmap(self, sign: Sign, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return a sign in "#RRGGBB", `size` logical pixels wide, for a screen of this device pixel ratio."""
        key = (sign, colour, size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw(sign, colour, size, ratio)
        return found

    def icon(self, sign: Sign, colour: str, size: int = 16) -> QIcon:
        """Return a sign as an icon, sharp at 1x and 2x."""
        from PySide6.QtGui import QIcon

        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(sign, colour, size, ratio))
        return icon

    def file(self, sign: Sign) -> Path:
        """Return where a drawing is."""
        return self.folder / f"{sign.value}.svg"

    def _draw(self, sign: Sign, colour: str, size: int, ratio: float) -> QPixmap:
        pixels = max(1, round(size * ratio))
        drawing = self._drawing(sign).replace("currentColor", colour)
        # Qt's reader of pictures draws it at the size that it says it has; the module for SVG is not loaded for that.
        drawing = drawing.replace("<svg ", f'<svg width="{pixels}" height="{pixels}" ', 1)
        pixmap = QPixmap()
        pixmap.loadFromData(drawing.encode(), "svg")
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _drawing(self, sign: Sign) -> str:
        if sign not in self._drawings:
            self._drawings[sign] = self.file(sign).read_text(encoding="utf-8")
        return self._drawings[sign]
