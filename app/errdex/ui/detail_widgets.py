"""The widgets that a detail page is set from, one kind for each kind of block that is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import Tone
from errdex.ui.detail_texts import PastedText, TextLabel, line_label, plain_label
from errdex.ui.highlight import Run, RunStyle

if TYPE_CHECKING:
    from errdex.ui.detail_blocks import Actions, Carriers, Heading, Quote, Section, Value, Values
    from errdex.ui.theme import Theme


class HeadingView(QWidget):
    """Number and name large, what they belong to below."""

    def __init__(self, heading: Heading, theme: Theme) -> None:
        """Set a page's title."""
        super().__init__()
        column = _column(self, theme.px(5))
        title = plain_label(_breakable(f"{heading.number} {heading.name}".strip()), theme, 20 / 13, semibold=True)
        title.setAccessibleName(f"{heading.number} {heading.name}".strip())
        title.setObjectName("detailTitle")
        column.addWidget(title)
        if heading.subtitle:
            column.addWidget(TextLabel((Run(heading.subtitle),), theme, Tone.MUTED))


class SectionView(QWidget):
    """The heading of a part, with a quiet word at the end of its line."""

    def __init__(self, section: Section, theme: Theme) -> None:
        """Set a heading."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        title = line_label(section.title, theme, "text", semibold=True)
        row.addWidget(title, 1)
        if section.aside:
            aside = line_label(section.aside, theme, "muted", scale=0.87)
            aside.setWordWrap(False)
            row.addWidget(aside, 0, Qt.AlignmentFlag.AlignBottom)


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
        from errdex.wording import instant_of, local_text, utc_text

        instant = instant_of(value.instant) if value.instant else None
        if instant is None:
            return value.reading
        moment = QDateTime.fromMSecsSinceEpoch(int(instant.timestamp() * 1000))
        long_form = QLocale().toString(moment.date(), QLocale.FormatType.LongFormat)
        here = self.tr("{0} here").format(local_text(instant))
        return "\n".join((long_form, here, self.tr("{0} in UTC").format(utc_text(instant))))


class ActionsView(QWidget):
    """Things to do, numbered in their order."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        """Set the actions."""
        super().__init__()
        column = _column(self, theme.px(6))
        several = len(actions.actions) > 1
        for place, action in enumerate(actions.actions):
            label = TextLabel(action.runs, theme, number=f"{place + 1}." if several else "")
            label.set_ground(action.ground.words)
            column.addWidget(label)


class CarriersView(QWidget):
    """Which products print the code under which name, in which category, since or until when."""

    def __init__(self, carriers: Carriers, theme: Theme) -> None:
        """Set one group of lines for each name and category."""
        super().__init__()
        column = _column(self, theme.px(8))
        for row in carriers.rows:
            group = QVBoxLayout()
            group.setSpacing(theme.px(1))
            group.addWidget(TextLabel((Run(row.products),), theme))
            group.addWidget(TextLabel((Run(f"{row.name} · {row.place}"),), theme, Tone.SMALL))
            column.addLayout(group)


def _word(text: str, theme: Theme) -> QLabel:
    """Return a quiet name that keeps its line."""
    label = line_label(text, theme, "muted")
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label


def _breakable(name: str) -> str:
    """Let a long name break behind its underscores, in a narrow column."""
    return name.replace("_", "_\u200b")


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
