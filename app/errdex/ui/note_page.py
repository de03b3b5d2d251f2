"""A note shown set: its Markdown as it is meant. Nothing that a note names is ever opened or fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QTextBlock,
    )
    from PySide6.QtWidgets import QWidget

    from errdex.notes.model import NotedOccurrence
    from errdex.ui.theme import Theme

LONGEST_SET = 200_000
"""A longer note is shown as plain text, and only its beginning."""
_PICTURE = "\ufffc"
_CONTROL = Qt.KeyboardModifier.ControlModifier
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_HEADINGS = (1.25, 1.15, 1.05)
"""Sizes of headings, by level."""


class SilentDocument(QTextDocument):
    """A document that has nothing but its own text."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Load nothing."""
        return None

    def set_markdown(self, text: str) -> None:
        """Set a text: lines end where they were typed to end, HTML stays as it was typed, pictures are named."""
        if len(text) > LONGEST_SET:
            self.setPlainText(text[:LONGEST_SET])
            return
        lines = (line if not line.strip() else f"{line}  " for line in text.splitlines())
        self.setMarkdown("\n".join(lines), _FEATURES)
        self._name_pictures()

    def _name_pictures(self) -> None:
        """Put words in the place of pictures: Qt would look for their files as soon as it laid them out."""
        cursor = self.find(_PICTURE)
        while not cursor.isNull():
            picture = cursor.charFormat()
            alt, name = (
                picture.property(QTextFormat.Property.ImageAltText),
                picture.property(QTextFormat.Property.ImageName),
            )
            words = " ".join(str(part) for part in (alt, f"({name})" if name else None) if part)
            plain = QTextCharFormat()
            plain.setFontItalic(True)
            cursor.insertText(f"[{words}]" if words else "[]", plain)
            cursor = self.find(_PICTURE, cursor)


class NotePage(QTextEdit):
    """Shows a note to be read; says when somebody wants to write in it."""

    writing_wanted = Signal(str)
    """Somebody wants to write; what was typed already, mostly nothing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._theme = theme
        self._silent = SilentDocument(self)
        self.setDocument(self._silent)
        self.setObjectName("notePage")
        self.setAccessibleName(self.tr("Note, set"))
        self.setAccessibleDescription(self.tr("Enter or a letter begins to write."))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self._shown: tuple[str, NotedOccurrence | None, str] | None = None

    def show_note(self, text: str, led: NotedOccurrence | None) -> None:
        """Set a note, and below it what led to it."""
        key = (text, led, f"{self._theme.roles.text}{self._theme.pixels}")
        if key == self._shown:
            return
        self._shown = key
        self._silent.setDefaultFont(self._theme.font())
        self._silent.setIndentWidth(self._theme.px(20))
        self._silent.set_markdown(text)
        self._dress()
        if led is not None:
            self._append(led)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _dress(self) -> None:
        """Give headings, code, quotations and links the looks of the window."""
        theme, roles = self._theme, self._theme.roles
        block = self._silent.begin()
        was_listed = False
        while block.isValid():
            is_listed = block.textList() is not None
            self._set_apart(block, theme.px(6) if is_listed != was_listed and block.blockNumber() else 0)
            was_listed = is_listed
            shape = block.blockFormat()
            code = bool(shape.property(QTextFormat.Property.BlockCodeFence))
            code = code or shape.hasProperty(QTextFormat.Property.BlockCodeLanguage)
            cursor = QTextCursor(block)
            if shape.property(QTextFormat.Property.BlockQuoteLevel) or code:
                shape.setBackground(QColor(roles.chip if code else roles.sunken))
                shape.setLeftMargin(theme.px(8))
                cursor.setBlockFormat(shape)
            pieces = block.begin()
            while not pieces.atEnd():
                self._dress_piece(pieces.fragment(), is_code=code)
                pieces += 1
            block = block.next()

    def _set_apart(self, block: QTextBlock, above: int) -> None:
        """Leave some room above a list and behind it."""
        if above:
            shape = block.blockFormat()
            shape.setTopMargin(above)
            QTextCursor(block).setBlockFormat(shape)

    def _dress_piece(self, piece: object, *, is_code: bool) -> None:
        theme, roles = self._theme, self._theme.roles
        shape = piece.charFormat()  # type: ignore[attr-defined]
        look = QTextCharFormat()
        larger = shape.property(QTextFormat.Property.FontSizeAdjustment)  # Qt's way of setting headings: 3 to -2.
        level = 4 - larger if isinstance(larger, int) else 0
        if level:
            look.setFont(theme.font(_HEADINGS[min(level, len(_HEADINGS)) - 1], semibold=True))
            look.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        elif is_code or shape.fontFixedPitch():
            look.setFont(theme.fixed_font(0.95))
        if shape.isAnchor():
            look.setForeground(QColor(roles.accent))
        if shape.fontWeight() > QFont.Weight.Normal and not level:
            look.setFontWeight(QFont.Weight.DemiBold)
        cursor = QTextCursor(self._silent)
        cursor.setPosition(piece.position())  # type: ignore[attr-defined]
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
        cursor.mergeCharFormat(look)

    def _append(self, led: NotedOccurrence) -> None:
        """Add what led to the note, as it was found: as text that is no Markdown."""
        theme, roles = self._theme, self._theme.roles
        cursor = QTextCursor(self._silent)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        title, small = QTextCharFormat(), QTextCharFormat()
        title.setFont(theme.font(0.92, semibold=True))
        title.setForeground(QColor(roles.muted))
        small.setFont(theme.fixed_font(0.92))
        apart, quoted = QTextBlockFormat(), QTextBlockFormat()
        apart.setTopMargin(theme.px(8))
        quoted.setLeftMargin(theme.px(8))
        quoted.setBackground(QColor(roles.chip))
        if self._silent.isEmpty():
            cursor.setBlockFormat(apart)
        else:
            cursor.insertBlock(apart)
        words = self.tr("What led to it, {0}").format(led.time) if led.time else self.tr("What led to it")
        cursor.insertText(words, title)
        for line in led.snippet.splitlines():
            cursor.insertBlock(quoted)
            cursor.insertText(line, small)
        for name, text in led.arguments:
            cursor.insertBlock(quoted)
            cursor.insertText(f"{name} = {text}", small)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin to write with Enter, F2 or the first letter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.writing_wanted.emit("")
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & _CONTROL:
            self.writing_wanted.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Begin to write with a click that chooses no text."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.writing_wanted.emit("")
