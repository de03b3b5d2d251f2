"""The paste box: shows what was pasted, marks what was found in it, and keeps the text itself untouched.

Qt's text document is no place to keep a text: lone surrogates vanish from it, U+2028 becomes a newline. What came in is
kept in Python beside it; what is typed is spliced in. What is too large for the widget never enters it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QTextBlock, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from errdex.decode.model import Decoding, Occurrence, Span
from errdex.ui.highlight import PositionMap
from errdex.ui.paste_marks import CURRENT, FOUND, VALUE, Mark, paint_marks

if TYPE_CHECKING:
    from errdex.ui.theme import Theme

LARGE_TEXT = 1_000_000
"""From so many characters on, a text is not put into the widget."""
WRAPPED_AT_WORDS = 2_000
"""Lines up to this length break between words; Qt's search for the breaks is quadratic in the line."""
LONG_LINE = 20_000
"""Nor is one with a line longer than this: laying it out would stop the window."""
HEAD = 6_000
TAIL = 2_000
"""How much of the beginning and the end of a large text is shown."""

_UNEVEN = re.compile(rf"[^\r\n\u2028\u2029]{{{WRAPPED_AT_WORDS + 1}}}")
_LONG = re.compile(rf"[^\r\n\u2028\u2029]{{{LONG_LINE + 1}}}")


class _Window(NamedTuple):
    """What of a large text is shown: its head, a line that says what is left out, its tail."""

    head: str
    line: str
    tail: str

    @property
    def text(self) -> str:
        return f"{self.head}\n{self.line}\n{self.tail}"


def is_large(text: str) -> bool:
    """Whether a text is too large for a text widget."""
    return len(text) > LARGE_TEXT or _LONG.search(text) is not None


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
        self._window: _Window | None = None
        self._whole = True
        self._fresh = False
        self._loading = False
        self._map: PositionMap | None = PositionMap("")
        self._marks: tuple[Mark, ...] = ()
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
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def _follow_theme(self) -> None:
        self.setFont(self._theme.fixed_font())
        self.viewport().update()

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

    def is_shown_whole(self) -> bool:
        """Whether all of the text stands in the widget, not only its head and tail."""
        return self._window is None

    def _load(self, text: str) -> bool:
        """Put a text in the place of everything; return whether all of it is shown."""
        self._original = text
        self._window = self._window_of(text) if is_large(text) else None
        self._map = None
        self._marks = ()
        self._loading = True
        try:
            shown = self._window.text if self._window else text
            self._wrap(shown)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(shown)
            if self._window:
                self.document().clearUndoRedoStacks()
        finally:
            self._loading = False
        self._fresh = True
        self.setReadOnly(self._window is not None)
        if self._window:
            walk = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(walk)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.verticalScrollBar().setValue(0)
        self.viewport().update()
        return self._window is None

    def _wrap(self, text: str) -> None:
        """Break lines between words where that is cheap, anywhere where a line is long."""
        mode = QTextOption.WrapMode
        self.setWordWrapMode(mode.WrapAnywhere if _UNEVEN.search(text) else mode.WrapAtWordBoundaryOrAnywhere)

    def _window_of(self, text: str) -> _Window:
        """Cut head and tail from a large text, neither of them with a line that is too long to lay out."""
        head, tail = text[:HEAD], text[-TAIL:]
        left_out = len(text) - len(head) - len(tail)
        line = self.tr("… {0} characters are not shown here; all of them are decoded …").format(f"{left_out:,}")
        return _Window(head, line, tail)

    # Positions

    def _position_of(self, point: int) -> int | None:
        """Return the document's position of a code point of the original, None where it is not shown."""
        if self._window is None:
            self._map = self._map or PositionMap(self._original)
            return self._map.to_document(point)
        self._map = self._map or PositionMap(self._window.text)
        head, tail = len(self._window.head), len(self._window.tail)
        if point <= head:
            return self._map.to_document(point)
        behind = point - (len(self._original) - tail)
        return self._map.to_document(len(self._window.text) - tail + behind) if behind >= 0 else None

    def _point_of(self, position: int) -> int | None:
        """Return the code point of the original at a document's position, None on the line between."""
        if self._window is None:
            self._map = self._map or PositionMap(self._original)
            return self._map.to_text(position)
        self._map = self._map or PositionMap(self._window.text)
        point = self._map.to_text(position)
        if point <= len(self._window.head):
            return point
        behind = point - (len(self._window.text) - len(self._window.tail))
        return len(self._original) - len(self._window.tail) + behind if behind >= 0 else None

    # Marks

    def mark(self, decoding: Decoding, current: Occurrence | None = None) -> None:
        """Underline every error, fill the current one, and mark the values in it."""
        marks = [
            self._mark_of(place, FOUND) for found in decoding.occurrences for place in found.places or (found.span,)
        ]
        if current is not None:
            marks += [self._mark_of(place, CURRENT) for place in current.places or (current.span,)]
            arguments = current.candidates[0].arguments if current.candidates else ()
            marks += [self._mark_of(argument.span, VALUE) for argument in arguments if argument.span]
        self._marks = tuple(sorted(mark for mark in marks if mark))
        self.viewport().update()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marks = ()
        self.viewport().update()

    def show_place(self, span: Span) -> None:
        """Scroll until a stretch of the original is seen, without moving the person's cursor."""
        start = self._position_of(span.start)
        if start is None:
            return
        block = self.document().findBlock(start)
        if not self._is_seen(block):
            line = block.firstLineNumber()
            self.verticalScrollBar().setValue(max(0, line - 1))

    def _is_seen(self, block: QTextBlock) -> bool:
        box = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return box.top() >= 0 and box.bottom() <= self.viewport().height()

    def _mark_of(self, span: Span, level: int) -> Mark | None:
        start, end = self._position_of(span.start), self._position_of(span.end)
        return Mark(start, end, level) if start is not None and end is not None and start < end else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, and the text over them."""
        if self._marks:
            paint_marks(self, self._marks, event.rect(), self._theme.roles)
        super().paintEvent(event)

    # What a person does

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
        return source.hasText() or any(QUrl.isLocalFile(url) for url in source.urls())

    def _insert(self, text: str) -> None:
        """Put a text where the cursor is; in the place of all where what stands here is one untouched paste."""
        cursor = self.textCursor()
        start, end = self._point_of(cursor.selectionStart()), self._point_of(cursor.selectionEnd())
        untouched = (self._fresh or not self._original) and cursor.atEnd() and not cursor.hasSelection()
        if self._window or untouched or start is None or end is None:
            self.paste_text(text)
            return
        whole = self._original[:start] + text + self._original[end:]
        if is_large(whole):
            self.paste_text(whole)
            return
        self._original, self._map, self._fresh, self._marks = whole, None, False, ()
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
        if self._loading:
            return
        if self._window:
            return
        before = self._map or PositionMap(self._original)
        start, end = before.to_text(position), before.to_text(min(position + removed, before.units))
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        last = self.document().characterCount() - 1
        cursor.setPosition(min(position + added, last), QTextCursor.MoveMode.KeepAnchor)
        typed = cursor.selectedText().replace("\u2029", "\n")
        whole = self._original[:start] + typed + self._original[end:]
        if whole == self._original:
            return
        after = PositionMap(whole)
        if after.units != last:
            whole = self.toPlainText()
            after = PositionMap(whole)
        self._original, self._map, self._fresh, self._marks = whole, after, False, ()
        self.text_changed_by_user.emit(whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or walk; a walk chooses the place it ends at. A large text gives way to what is typed."""
        revision, position = self.document().revision(), self.textCursor().position()
        if self._window and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
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
        point = self._point_of(self.textCursor().position())
        if point is not None:
            self.place_chosen.emit(point)
