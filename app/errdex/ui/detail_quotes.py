"""The parts of a detail page that hold the words of others: quotations, and the values of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import Tone
from errdex.ui.detail_pasted import PastedText
from errdex.ui.detail_texts import TextLabel, line_label
from errdex.ui.highlight import Run, RunStyle
from errdex.ui.theme import Times
from errdex.wording import instant_of, local_text, utc_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLabel

    from errdex.ui.detail_blocks import Quote, Value, Values
    from errdex.ui.theme import Theme


class QuoteView(QWidget):
    """Somebody else's words, set apart by a bar; the one that was recognised by a stronger one."""

    def __init__(self, quote: Quote, theme: Theme) -> None:
        """Set the lines of a quotation, and who prints them."""
        super().__init__()
        self._theme = theme
        self._colour = theme.color("mark_line" if quote.is_matched else "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(13), theme.px(2), 0, theme.px(2))
        column.setSpacing(theme.px(5))
        for line in quote.lines:
            column.addWidget(PastedText(line, theme) if quote.is_pasted else TextLabel(line, theme))
        if quote.caption:
            column.addWidget(TextLabel((Run(quote.caption),), theme, Tone.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the bar."""
        wide = self._theme.px(3)
        left = self.width() - wide if self.isRightToLeft() else 0
        QPainter(self).fillRect(left, 0, wide, self.height(), self._colour)


class ValuesView(QWidget):
    """The values of a message by name; a time stands in this computer's zone, in words, and in UTC."""

    def __init__(self, values: Values, theme: Theme) -> None:
        """Set one row for each value."""
        super().__init__()
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(13), 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for row, value in enumerate(values.rows):
            grid.addWidget(_word(value.title, theme), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            text = PastedText((Run(value.text, RunStyle.MARK if value.is_marked else RunStyle.PLAIN),), theme)
            text.setAccessibleName(self.tr("{0}: {1}").format(value.title, value.text))
            grid.addWidget(text, 2 * row, 1)
            reading = self._reading(value)
            if reading:
                grid.addWidget(PastedText((Run(reading),), theme, Tone.MUTED), 2 * row + 1, 0, 1, 2)

    def _reading(self, value: Value) -> str:
        """Say what else a value tells: of a time the date in words, on the clock here, and in UTC."""
        instant = instant_of(value.instant) if value.instant else None
        if instant is None:
            return value.reading
        moment = QDateTime.fromMSecsSinceEpoch(int(instant.timestamp() * 1000))
        long_form = QLocale().toString(moment.date(), QLocale.FormatType.LongFormat)
        here = self.tr("{0} here").format(local_text(instant))
        world = self.tr("{0} in UTC").format(utc_text(instant))
        return "\n".join((long_form, *((world, here) if self._theme.times is Times.UTC else (here, world))))


def _word(text: str, theme: Theme) -> QLabel:
    """Return a quiet name that keeps its line."""
    label = line_label(text, theme, "muted")
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label
