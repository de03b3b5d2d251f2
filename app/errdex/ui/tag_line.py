"""A note's tags: a chip for each, and a place to write another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from errdex.ui.note_words import cut

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from errdex.ui.theme import Theme

_LONGEST = 60
_MOST = 40
"""More tags than these are kept and not shown; they came in from elsewhere, and would fill the window."""


class TagEdit(QLineEdit):
    """Takes one tag; Enter, a comma or leaving it adds the tag."""

    entered = Signal(str)
    last_unwanted = Signal()
    """Backspace in the empty field: the last tag is to go."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.setObjectName("noteTag")
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(self.tr("+ tag"))
        self.setAccessibleName(self.tr("Add a tag"))
        self.textEdited.connect(self._split)
        self.editingFinished.connect(self._enter)

    def _split(self, text: str) -> None:
        if "," in text:
            self._enter()

    def _enter(self) -> None:
        tags = [tag.strip() for tag in self.text().split(",") if tag.strip()]
        self.clear()
        for tag in tags:
            self.entered.emit(tag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Backspace in the empty field take the last tag away."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.last_unwanted.emit()
        super().keyPressEvent(event)


class TagLine(QWidget):
    """Shows tags, and says when a person changed them."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin without tags."""
        super().__init__(parent)
        self._theme = theme
        self._tags: tuple[str, ...] = ()
        self._chips: list[QPushButton] = []
        self.edit = TagEdit(self)
        self.edit.entered.connect(self._add)
        self.edit.last_unwanted.connect(self._remove_last)
        self._is_dressed = False
        theme.changed.connect(self.follow_theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Put on the looks when it is first seen: style sheets cost too much for what may never be."""
        if not self._is_dressed:
            self._is_dressed = True
            self.follow_theme()
        super().showEvent(event)

    def tags(self) -> tuple[str, ...]:
        """Return the tags in their order."""
        return self._tags

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Show other tags; nothing is emitted."""
        if tags != self._tags:
            self._tags = tags
            self._set_chips()

    def follow_theme(self) -> None:
        """Take fonts, colours and measures from the theme anew."""
        if not self._is_dressed:
            return
        roles, px = self._theme.roles, self._theme.px
        self.edit.setFont(self._theme.font(0.92))
        self.edit.setStyleSheet(
            f"QLineEdit {{ border: 1px solid transparent; border-radius: {px(4)}px; background: transparent;"
            f" padding: {px(1)}px {px(4)}px; }} QLineEdit:focus {{ border-color: {roles.accent}; }}"
        )
        self._set_chips()

    def _set_chips(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags[:_MOST]]
        for chip in self._chips:
            chip.show()
        for before, behind in pairwise((*self._chips, self.edit)):
            self.setTabOrder(before, behind)
        self._arrange()

    def _arrange(self) -> None:
        """Put the chips and the field beside each other, on further lines where there is no room."""
        px, left, top = self._theme.px, 0, 0
        line, widest = px(24), max(self.width(), px(60))
        for part in (*self._chips, self.edit):
            wanted = px(110) if part is self.edit else part.sizeHint().width()
            least = px(60) if part is self.edit else wanted
            if left and left + least > widest:
                left, top = 0, top + line + px(4)
            width, height = min(wanted, widest - left), min(part.sizeHint().height(), line)
            start = widest - left - width if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else left
            part.setGeometry(start, top + (line - height) // 2, width, height)
            left += width + px(5)
        self.setFixedHeight(top + line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the chips in the new width."""
        super().resizeEvent(event)
        if self._is_dressed:
            self._arrange()

    def _chip(self, tag: str) -> QPushButton:
        roles, px = self._theme.roles, self._theme.px
        chip = QPushButton(f"{cut(tag)}  ×".replace("&", "&&"), self)
        chip.setAccessibleName(self.tr("Remove the tag {0}").format(tag))
        chip.setFont(self._theme.font(0.85))
        chip.setStyleSheet(
            f"QPushButton {{ background: {roles.chip}; color: {roles.muted}; border: 1px solid transparent;"
            f" border-radius: {px(3)}px; padding: {px(2)}px {px(6)}px; }}"
            f"QPushButton:hover {{ color: {roles.text}; }} QPushButton:focus {{ border-color: {roles.accent}; }}"
        )
        chip.clicked.connect(lambda: self._remove(tag))
        return chip

    def _add(self, tag: str) -> None:
        if tag not in self._tags:
            self.set_tags((*self._tags, tag))
            self.changed.emit()

    def _remove_last(self) -> None:
        if self._tags:
            self._remove(self._tags[:_MOST][-1])  # The last that is seen.

    def _remove(self, tag: str) -> None:
        self.set_tags(tuple(each for each in self._tags if each != tag))
        self.edit.setFocus()
        self.changed.emit()
