"""One quiet line: a sentence, and at most two things that can be done about it. It never asks and never blocks."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from errdex.ui.theme import Theme

    Offer = tuple[str, Callable[[], object]]


class Tone(Enum):
    """How grave a line is."""

    QUIET = auto()
    CAUTION = auto()
    FAULT = auto()


class Wrapped(QLabel):
    """A sentence that breaks into lines and keeps room for all of them; splitters ask for no height for a width."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty label of plain text."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def say(self, text: str) -> None:
        """Show another sentence."""
        self.setText(text)
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room that the sentence needs in the new width."""
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        self.setMinimumHeight(0)  # Else it would be the height for any width.
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))


class NoteLine(QWidget):
    """Stands there while there is something to say."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Stay hidden until there is something to say; `name` is the object's name."""
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._said: tuple[str, tuple[Offer, ...], Tone] = ("", (), Tone.QUIET)
        self.words = Wrapped(self)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.words, 1)
        self.buttons: tuple[QPushButton, ...] = ()
        theme.changed.connect(self._dress)
        self.hide()

    def say(self, sentence: str, *offers: Offer, tone: Tone = Tone.QUIET) -> None:
        """Show a sentence and what can be done; the line before goes."""
        if self._said != (sentence, offers, tone):
            self._said = (sentence, offers, tone)
            self.words.say(sentence)
            self._set_buttons(offers)
            self._dress()
        self.show()

    @property
    def tone(self) -> Tone:
        """How grave what it says is."""
        return self._said[2]

    def clear(self) -> None:
        """Have nothing to say."""
        self._said = ("", (), Tone.QUIET)
        self._set_buttons(())
        self.hide()

    def _set_buttons(self, offers: tuple[Offer, ...]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = ()
        for offer in offers:
            self.buttons = (*self.buttons, self._button(*offer))

    def _button(self, text: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda: does())  # noqa: PLW0108  (the signal hands over a boolean)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setTabOrder(self.buttons[-1] if self.buttons else self.words, button)
        return button

    def _dress(self) -> None:
        sentence, _, tone = self._said
        if not sentence:
            return
        roles = self._theme.roles
        colour = {Tone.QUIET: roles.muted, Tone.CAUTION: roles.wait, Tone.FAULT: roles.no}[tone]
        palette = self.words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.words.setPalette(palette)
        self._row.setSpacing(self._theme.px(8))
