"""How a detail page sets our own words, which may hold links.

They become rich text in `runs_html` alone, where everything is escaped. What was pasted is set by `detail_pasted`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from errdex.ui.detail_blocks import Tone, plain_text
from errdex.ui.highlight import Run, RunColours, RunStyle, runs_html
from errdex.ui.paste_marks import VALUE, fill_of

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QFont, QMouseEvent

    from errdex.ui.highlight import Runs
    from errdex.ui.theme import Theme

LEADING = 128
"""The height of a line, in percent of the ordinary font's; a word in the fixed font makes its line no higher."""
SMALL = 0.87
"""The size of small print, relative to ordinary text."""


def colours_of(theme: Theme) -> RunColours:
    """Return what runs are coloured with in the look in force."""
    roles = theme.roles
    return RunColours(roles.accent, fill_of(VALUE, roles).name(), roles.muted, theme.fixed_font().family())


class TextLabel(QLabel):
    """A paragraph of ours that wraps, can be selected and copied, and whose links can be reached with Tab."""

    clicked = Signal()
    """It was clicked, beside its links, and nothing was selected."""

    def __init__(
        self,
        runs: Runs,
        theme: Theme,
        tone: Tone = Tone.NORMAL,
        *,
        parent: QWidget | None = None,
        number: str = "",
    ) -> None:
        """Set `runs`, as loud as `tone` says; a `number` hangs before the paragraph."""
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self._theme = theme
        body = runs_html(runs, colours_of(theme))
        colour = theme.roles.text if tone is Tone.NORMAL else theme.roles.muted
        indent = theme.px(20)
        hanging = f"margin-left:{indent}px;text-indent:-{indent}px;" if number else ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(theme.font(SMALL if tone is Tone.SMALL else 1.0))
        gap = "\u00a0" * 2 if len(number) < 3 else "\u00a0"
        lead = f'<span style="color:{theme.roles.muted}">{number}{gap}</span>' if number else ""
        line = line_height(self.font())
        self.setText(f'<p style="margin:0;{hanging}line-height:{line}px;color:{colour}">{lead}{body}</p>')
        self.setWordWrap(True)
        self.setAccessibleName(f"{number} {plain_text(runs)}".strip())
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        if any(run.style is RunStyle.LINK for run in runs):
            flags |= Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)
        let_grow(self)

    def set_ground(self, words: str) -> None:
        """Say what it rests on, to the pointer and to screen readers."""
        if words:
            self.setToolTip(runs_html((Run(words),), colours_of(self._theme)))
            self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """Ask for nothing but the height that its width needs: to find a pleasing width costs many layouts."""
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(1, 1)

    def heightForWidth(self, width: int) -> int:
        """Return the height, computed once for each width; a layout without a width yet asks for none."""
        if width <= 0:
            return 0
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go straight to the first link, or to the last when walking backwards."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focusNextPrevChild(event.reason() is Qt.FocusReason.TabFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  (Qt's name)
        """Go on to the next link or control; backwards, Qt would stay at the first link for ever."""
        before = self.selectionStart()
        moved = super().focusNextPrevChild(next)
        is_stuck = moved and not next and self.hasFocus() and before >= 0 and self.selectionStart() == before
        return QWidget.focusNextPrevChild(self, next) if is_stuck else moved

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link or end a selection; else it is a click on the paragraph."""
        super().mouseReleaseEvent(event)
        on_link = self.cursor().shape() == Qt.CursorShape.PointingHandCursor
        if event.button() is Qt.MouseButton.LeftButton and not self.hasSelectedText() and not on_link:
            self.clicked.emit()


def line_height(font: QFont) -> int:
    """Return how high every line of a paragraph in a font is, in logical pixels."""
    return round(QFontMetrics(font).height() * LEADING / 100)


def plain_label(text: str, theme: Theme, scale: float = 1.0, *, semibold: bool = False) -> TextLabel:
    """Return a paragraph of one font."""
    label = TextLabel((Run(text),), theme)
    label.setFont(theme.font(scale, semibold=semibold))
    return label


def line_label(text: str, theme: Theme, role: str, *, semibold: bool = False, scale: float = 1.0) -> QLabel:
    """Return plain words in the colour of a role, on one line or more; cheaper than a paragraph."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(scale, semibold=semibold))
    label.setText(text)
    label.setWordWrap(True)
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, theme.color(role))
    label.setPalette(palette)
    return label


def let_grow(widget: QWidget) -> None:
    """Let a paragraph take any width, and the height that it needs there."""
    if isinstance(widget, QLabel):
        widget.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    widget.setContentsMargins(QMargins())
