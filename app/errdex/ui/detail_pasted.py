"""How a detail page sets words of a paste: as plain text in a text document. Nothing in it can become markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from errdex.ui.detail_blocks import Tone
from errdex.ui.detail_texts import SMALL, let_grow, line_height
from errdex.ui.highlight import RunStyle, runs_text
from errdex.ui.paste_marks import VALUE, fill_of

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from errdex.ui.highlight import Runs
    from errdex.ui.theme import Theme


class PastedText(QTextEdit):
    """Words of a paste: plain text whose values may be marked; can be selected and copied."""

    clicked = Signal()
    """It was clicked, and nothing was selected."""

    def __init__(self, runs: Runs, theme: Theme, tone: Tone = Tone.NORMAL, parent: QWidget | None = None) -> None:
        """Insert `runs` as plain text."""
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setObjectName("pastedText")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme.font(SMALL if tone is Tone.SMALL else 1.0))
        self.setAccessibleName(runs_text(runs))
        leading = QTextBlockFormat()
        height = line_height(self.document().defaultFont())
        leading.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(leading)
        for run in runs:
            cursor.insertText(_shown(run.text), _format(run.style, tone, theme))
        let_grow(self)

    def sizeHint(self) -> QSize:
        """Ask for nothing but the height that its width needs."""
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(1, 1)

    def heightForWidth(self, width: int) -> int:
        """Return the height that the text takes; a layout without a width yet asks for none."""
        if width <= 0:
            return 0
        if width not in self._heights:
            document = self.document()
            document.setTextWidth(width)
            if document.textWidth() != width:  # When it is set for the first time, it takes the widget's own width.
                document.setTextWidth(width)
            self._heights[width] = round(document.size().height() + 0.49)
        return self._heights[width]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection; else it is a click."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit()


def _format(style: RunStyle, tone: Tone, theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme.color("text" if tone is Tone.NORMAL and style is not RunStyle.GROUND else "muted"))
    if style is RunStyle.MARK:
        form.setBackground(QColor(fill_of(VALUE, theme.roles)))
    if style is RunStyle.STRONG:
        form.setFontWeight(theme.font(semibold=True).weight())
    return form


_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def _shown(text: str) -> str:
    """Return a text as a document takes it; what has no shape of its own is shown as a replacement character."""
    return _UNSHOWN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
