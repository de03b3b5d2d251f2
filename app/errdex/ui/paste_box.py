"""The paste box: shows what was pasted, marks what was found in it, and keeps the text itself untouched.

Qt's text document is no place to keep a text: lone surrogates vanish from it, U+2028 becomes a newline. What came in is
kept in Python beside it; what is typed is spliced in. What is too large for the widget never enters it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from errdex.ui.excerpt import excerpt_of, is_large, longest_line, whole_text
from errdex.ui.paste_marks import Marks, paint_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QTextBlock,
    )
    from PySide6.QtWidgets import QWidget

    from errdex.decode.model import Occurrence, Span
    from errdex.ui.excerpt import Excerpt
    from errdex.ui.theme import Theme

WRAPPED_AT_WORDS = 2_000
"""Lines up to this length break between words; Qt's search for the breaks is quadratic in the line."""


class PasteBox(QPlainTextEdit):
    """Takes whatever is pasted, typed or dropped, and marks the errors found in it."""

    text_changed_by_user = Signal(object)
    """The whole original text (a `str`; Signal(str) would lose lone surrogates), whenever a person changed it."""
    large_text_received = Signal(object)
    """The whole (a `str`) of a text that is too large to be shown whole."""
    files_dropped = Signal(list)
    """Paths of files that were dropped or pasted."""
    place_chosen = Signal(int)
    """A place that was clicked or walked to, in code points of the original text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty box that takes its colours from `theme`."""
        super().__init__(parent)
        self._theme = theme
        self._original = ""
        self._excerpt = whole_text("")
        self._marks = Marks()
        self._fresh = False
        self._loading = False
        self.setObjectName("pasteBox")
        self.setAccessibleName(self.tr("Paste box"))
        self.setAccessibleDescription(self.tr("Paste an error here to read what it means."))
        self.setPlaceholderText(
            self.tr(
                "Paste anything that holds a Binance API error: the raw JSON, an exception, a curl dump, "
                "a part of a log, or only a number such as -1121."
            )
        )
        self._wrap("")
        self.setTabChangesFocus(True)
        self.document().contentsChange.connect(self._follow_change)
        # Qt's viewport, in whose font the placeholder is, is not asked for before the first picture (code_table).
        self.setFont(theme.fixed_font())
        theme.changed.connect(self._follow_theme)

    def _follow_theme(self) -> None:
        # Below a window's style sheet Qt hands only the first font on to the viewport.
        self.setFont(self._theme.fixed_font())
        self.viewport().setFont(self.font())

    # What is in it

    def set_text(self, text: str) -> None:
        """Show a text; nothing is emitted. A large one is shown by its head and its tail."""
        self._load(text)

    def paste_text(self, text: str) -> None:
        """Take a text as though the person had pasted it over everything: shown, and emitted."""
        if self._load(text):
            self.text_changed_by_user.emit(text)
        else:
            self.large_text_received.emit(text)

    def original_text(self) -> str:
        """Return the text as it came in, with every character that a text widget would lose."""
        return self._original

    def is_fresh(self) -> bool:
        """Whether the text stands as it was pasted: nothing was typed into it."""
        return self._fresh

    def _load(self, text: str) -> bool:
        """Put a text in the place of everything; return whether all of it is shown."""
        self._original = text
        self._marks = Marks()
        self._show(excerpt_of(text, self._left_out))
        self._fresh = True
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.verticalScrollBar().setValue(0)
        return self._excerpt.is_whole

    def _show(self, excerpt: Excerpt) -> None:
        """Put what is shown of the text into the document."""
        self._excerpt = excerpt
        self._loading = True
        try:
            self._wrap(excerpt.text)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(excerpt.text)
            if not excerpt.is_whole:
                self.document().clearUndoRedoStacks()
        finally:
            self._loading = False
        self.setReadOnly(not excerpt.is_whole)
        if not excerpt.is_whole:
            walk = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(walk)
        self.viewport().update()

    def _wrap(self, text: str) -> None:
        """Break lines between words where that is cheap, anywhere where a line is long."""
        mode = QTextOption.WrapMode
        is_cheap = len(text) <= WRAPPED_AT_WORDS or longest_line(text) <= WRAPPED_AT_WORDS
        self.setWordWrapMode(mode.WrapAtWordBoundaryOrAnywhere if is_cheap else mode.WrapAnywhere)

    def _left_out(self, count: int) -> str:
        return self.tr("… {0} characters are not shown here; all of them are decoded …").format(f"{count:,}")

    # Marks

    def mark(self, occurrences: Iterable[Occurrence]) -> None:
        """Underline further errors."""
        self._marks.add(occurrences, self._excerpt.spans)
        self.viewport().update()

    def mark_current(self, occurrence: Occurrence | None, candidate: int = 0) -> None:
        """Fill the error that is looked at, and mark the values in it."""
        self._marks.choose(occurrence, candidate)
        self.viewport().update()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marks = Marks()
        self.viewport().update()

    def show_place(self, span: Span) -> None:
        """Scroll until a stretch of the original is seen, without moving the person's cursor."""
        if not self._excerpt.shows(span):
            self._show(excerpt_of(self._original, self._left_out, span))
        start = self._excerpt.position_of(span.start)
        if start is None:
            return
        block = self.document().findBlock(start)
        if not self._is_seen(block):
            self.verticalScrollBar().setValue(max(0, self._line_of(block, start) - 1))

    def _line_of(self, block: QTextBlock, position: int) -> int:
        """Return which line of the document a position stands on; lines that are wrapped count."""
        self.blockBoundingGeometry(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)

    def _is_seen(self, block: QTextBlock) -> bool:
        box = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return box.top() >= 0 and box.bottom() <= self.viewport().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, and the text over them."""
        if not self._marks.is_empty():
            paint_marks(self, self._marks, self._excerpt, event.rect(), self._theme.roles)
        super().paintEvent(event)

    # What a person does

    def invite(self, *, is_on: bool) -> None:
        """Show that what is dragged over the window can be dropped, or no longer."""
        if bool(self.property("invites")) != is_on:
            self.setProperty("invites", is_on)
            self.style().unpolish(self)
            self.style().polish(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what can be decoded."""
        super().dragEnterEvent(event)
        self.invite(is_on=event.isAccepted())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Be as before."""
        super().dragLeaveEvent(event)
        self.invite(is_on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        super().dropEvent(event)
        self.invite(is_on=False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted or dropped text or files; nothing but plain text ever enters."""
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
            return
        text = source.text()
        if text:
            self._insert(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept text and local files."""
        return source.hasText() or any(url.isLocalFile() for url in source.urls())

    def _insert(self, text: str) -> None:
        """Put a text where the cursor is; in the place of all where what stands here is one untouched paste."""
        cursor = self.textCursor()
        start = self._excerpt.point_of(cursor.selectionStart())
        end = self._excerpt.point_of(cursor.selectionEnd())
        untouched = (self._fresh or not self._original) and cursor.atEnd() and not cursor.hasSelection()
        if untouched or not self._excerpt.is_whole or start is None or end is None:
            self.paste_text(text)
            return
        whole = self._original[:start] + text + self._original[end:]
        if is_large(whole):
            self.paste_text(whole)
            return
        self._take_typed(whole_text(whole))
        self._wrap(whole)
        self._loading = True
        try:
            cursor.insertText(text)
        finally:
            self._loading = False
        self.ensureCursorVisible()
        self.text_changed_by_user.emit(whole)

    def _follow_change(self, position: int, removed: int, added: int) -> None:
        """Splice what was typed, deleted or undone into the original."""
        if self._loading or not self._excerpt.is_whole:
            return
        before = self._excerpt.map
        start, end = before.to_text(position), before.to_text(min(position + removed, before.units))
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        last = self.document().characterCount() - 1
        cursor.setPosition(min(position + added, last), QTextCursor.MoveMode.KeepAnchor)
        typed = cursor.selectedText().replace("\u2029", "\n")
        whole = self._original[:start] + typed + self._original[end:]
        if whole == self._original:
            return
        excerpt = whole_text(whole)
        if excerpt.map.units != last:
            whole = self.toPlainText()
            excerpt = whole_text(whole)
        self._take_typed(excerpt)
        self.text_changed_by_user.emit(whole)

    def _take_typed(self, excerpt: Excerpt) -> None:
        self._original, self._excerpt, self._fresh, self._marks = excerpt.text, excerpt, False, Marks()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or walk; a walk chooses the place it ends at. A large text gives way to what is typed."""
        revision, position = self.document().revision(), self.textCursor().position()
        if not self._excerpt.is_whole and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.paste_text("")
            return
        super().keyPressEvent(event)
        if self.document().revision() == revision and self.textCursor().position() != position:
            self._choose_place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the place that was clicked, unless a stretch was selected."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._choose_place()

    def _choose_place(self) -> None:
        self._fresh = self._fresh and self.textCursor().atEnd()
        point = self._excerpt.point_of(self.textCursor().position())
        if point is not None:
            self.place_chosen.emit(point)
