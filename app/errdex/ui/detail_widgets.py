"""The widgets that a detail page is set from, one kind for each kind of block.

Labels get rich text only from `runs_html`, where everything is escaped: nothing pasted or quoted can become markup.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from errdex.ui.detail_blocks import Tone
from errdex.ui.highlight import Run, RunColours, Runs, RunStyle, runs_html, runs_text
from errdex.ui.icons import Sign
from errdex.ui.paste_marks import VALUE, fill_of
from errdex.ui.translate import sentence
from errdex.wording import instant_of, local_text, until_sentence, utc_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.ui.detail_blocks import AdviceBanner, Checklist, Example, Options, Quote, Step, Value, Values
    from errdex.ui.theme import Theme

_LEADING = 122
"""The height of a line, in percent of the font's own."""


def colours_of(theme: Theme) -> RunColours:
    """Return what runs are coloured with in the look in force."""
    roles = theme.roles
    return RunColours(roles.accent, fill_of(VALUE, roles).name(), roles.muted, theme.fixed_font().family())


class TextLabel(QLabel):
    """A paragraph that wraps, can be selected and copied, and whose links can be reached with Tab."""

    clicked = Signal()
    """It was clicked, beside its links, and nothing was selected."""

    def __init__(self, runs: Runs, theme: Theme, tone: Tone = Tone.NORMAL, parent: QWidget | None = None) -> None:
        """Set `runs`, as loud as `tone` says."""
        super().__init__(parent)
        muted = tone is not Tone.NORMAL
        body = runs_html(runs, colours_of(theme))
        colour = f";color:{theme.roles.muted}" if muted else ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(theme.font(0.87 if tone is Tone.SMALL else 1.0))
        self.setText(f'<p style="margin:0;line-height:{_LEADING}%{colour}">{body}</p>')
        self.setWordWrap(True)
        self.setAccessibleName(runs_text(runs))
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        if any(run.style is RunStyle.LINK for run in runs):
            flags |= Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go straight to the first link, or to the last when walking backwards."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focusNextPrevChild(event.reason() is Qt.FocusReason.TabFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link or end a selection; else it is a click on the paragraph."""
        super().mouseReleaseEvent(event)
        on_link = self.cursor().shape() == Qt.CursorShape.PointingHandCursor
        if event.button() is Qt.MouseButton.LeftButton and not self.hasSelectedText() and not on_link:
            self.clicked.emit()


def plain_label(text: str, theme: Theme, scale: float = 1.0, *, semibold: bool = False) -> TextLabel:
    """Return a paragraph of one font."""
    label = TextLabel((Run(text),), theme)
    label.setFont(theme.font(scale, semibold=semibold))
    return label


class HeadingView(QWidget):
    """Number and name large, what they belong to below."""

    def __init__(self, number: str, name: str, subtitle: str, theme: Theme) -> None:
        """Set a page's title."""
        super().__init__()
        column = _column(self, theme.px(5))
        title = plain_label(f"{number} {name}".strip(), theme, 20 / 13, semibold=True)
        title.setObjectName("detailTitle")
        column.addWidget(title)
        if subtitle:
            column.addWidget(TextLabel((Run(subtitle),), theme, Tone.MUTED))


class AdviceView(QWidget):
    """Whether sending again is safe: a sign of its own shape, the word for it, the sentence, and a countdown."""

    def __init__(self, banner: AdviceBanner, theme: Theme) -> None:
        """Show an advice; while there is something to wait for, count down."""
        super().__init__()
        self._theme = theme
        self._banner = banner
        self.setAccessibleName(f"{banner.title}. {banner.sentence}")
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(15), px(12), px(15), px(13))
        row.setSpacing(px(13))
        sign = QLabel()
        colour = theme.roles.sign(banner.retry)
        sign.setPixmap(theme.icons.pixmap(Sign.of(banner.retry), colour, px(30), self.devicePixelRatioF()))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(3))
        row.addLayout(column, 1)
        title = plain_label(banner.title, theme, 14 / 13, semibold=True)
        title.setText(f'<span style="color:{colour}">{title.text()}</span>')
        column.addWidget(title)
        column.addWidget(TextLabel((Run(banner.sentence),), theme))
        self._until = QLabel()
        self._until.setTextFormat(Qt.TextFormat.PlainText)
        self._until.setWordWrap(True)
        self._until.setFont(theme.font(tabular=True))
        palette = self._until.palette()
        palette.setColor(palette.ColorRole.WindowText, QColor(colour))
        self._until.setPalette(palette)
        self._until.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._until.setVisible(banner.until is not None)
        column.addWidget(self._until)
        if banner.ground:
            ground = self.tr("Ground: {0}").format(banner.ground)
            column.addWidget(TextLabel((Run(ground),), theme, Tone.SMALL))
        self._count_down()

    def _count_down(self) -> None:
        """Say until when to wait, and again in a second while that is still to come."""
        if self._banner.until is None:
            return
        now = datetime.now(UTC)
        self._until.setText(until_sentence(self._banner.until, now, tr=sentence))
        instant = instant_of(self._banner.until)
        if instant is not None and instant > now:
            QTimer.singleShot(1000, self, self._count_down)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.roles.ground(self._banner.retry)))
        radius = self._theme.px(7)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)


class QuoteView(QWidget):
    """Somebody else's words, set apart by a bar."""

    def __init__(self, quote: Quote, theme: Theme) -> None:
        """Set the lines of a quotation, and who prints them."""
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(13), theme.px(2), 0, theme.px(2))
        column.setSpacing(theme.px(5))
        for line in quote.lines:
            column.addWidget(TextLabel(line, theme))
        if quote.caption:
            column.addWidget(TextLabel((Run(quote.caption),), theme, Tone.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the bar."""
        wide = self._theme.px(3)
        left = self.width() - wide if self.isRightToLeft() else 0
        QPainter(self).fillRect(left, 0, wide, self.height(), QColor(self._theme.roles.line))


class ValuesView(QWidget):
    """The values of a message by name; a time stands in this computer's zone, in words, and in UTC."""

    def __init__(self, values: Values, theme: Theme) -> None:
        """Set one row for each value."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(13), 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        for row, value in enumerate(values.rows):
            name = TextLabel((Run(value.title),), theme, Tone.MUTED)
            name.setWordWrap(False)
            name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            cell = QVBoxLayout()
            cell.setSpacing(theme.px(1))
            cell.addWidget(TextLabel((Run(value.text, RunStyle.MARK if value.is_marked else RunStyle.PLAIN),), theme))
            for reading in self._readings(value):
                cell.addWidget(TextLabel((Run(reading),), theme, Tone.MUTED))
            grid.addLayout(cell, row, 1)

    def _readings(self, value: Value) -> tuple[str, ...]:
        instant = instant_of(value.instant) if value.instant else None
        if instant is None:
            return (value.reading,) if value.reading else ()
        moment = QDateTime.fromMSecsSinceEpoch(int(instant.timestamp() * 1000))
        long_form = QLocale().toString(moment, QLocale.FormatType.LongFormat)
        return (
            self.tr("{0} here ({1})").format(local_text(instant), long_form),
            self.tr("{0} in UTC").format(utc_text(instant)),
        )


class StepView(QWidget):
    """One cause or thing to do with its box to tick."""

    ticked = Signal(str, bool)
    """The step's id, and whether it is ticked now."""

    def __init__(self, step: Step, theme: Theme, *, is_ticked: bool) -> None:
        """Set a step."""
        super().__init__()
        self._step = step
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.box = QCheckBox()
        self.box.setAccessibleName(runs_text(step.runs))
        self.box.setAccessibleDescription(runs_text(step.tell))
        self.box.setChecked(is_ticked)
        self.box.toggled.connect(self._tell)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        row.addLayout(column, 1)
        self.text = TextLabel(step.runs, theme)
        self.text.clicked.connect(self.box.toggle)
        column.addWidget(self.text)
        if step.tell:
            column.addWidget(TextLabel(step.tell, theme, Tone.MUTED))
        if step.ground:
            self.setToolTip(runs_html((Run(self.tr("Ground: {0}").format(step.ground)),), colours_of(theme)))

    def _tell(self, on: bool) -> None:
        self.ticked.emit(self._step.id, on)


class ChecklistView(QWidget):
    """Steps in their order."""

    ticked = Signal(str, bool)

    def __init__(self, checklist: Checklist, theme: Theme, ticked: frozenset[str]) -> None:
        """Set the steps; those in `ticked` have their tick."""
        super().__init__()
        column = _column(self, theme.px(7))
        self.steps = tuple(StepView(step, theme, is_ticked=step.id in ticked) for step in checklist.steps)
        for step in self.steps:
            step.ticked.connect(self.ticked)
            column.addWidget(step)


class OptionsView(QWidget):
    """The candidates of one number; the chosen one is explained below."""

    chosen = Signal(int)

    def __init__(self, options: Options, theme: Theme) -> None:
        """Set the candidates in their order, each with the reasons for it."""
        super().__init__()
        column = _column(self, theme.px(6))
        group = QButtonGroup(self)
        self.setStyleSheet(_radio_style(theme))
        for place, option in enumerate(options.options):
            button = QRadioButton(option.title.replace("&", "&&"))
            button.setChecked(place == options.chosen)
            button.setAccessibleDescription(option.reasons)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            group.addButton(button, place)
            column.addWidget(button)
            if option.reasons:
                reasons = TextLabel((Run(option.reasons),), theme, Tone.MUTED)
                reasons.setContentsMargins(theme.px(22), 0, 0, 0)
                reasons.clicked.connect(button.click)
                column.addWidget(reasons)
        group.idClicked.connect(self.chosen)
        self._group = group

    def focus_chosen(self) -> None:
        """Put the focus on the chosen candidate."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()


class FoldView(QWidget):
    """A line that unfolds what is too long to stand on the page."""

    def __init__(self, title: str, make: Callable[[], tuple[QWidget, ...]], theme: Theme) -> None:
        """Fold away behind `title` what `make` makes, once it is asked for."""
        super().__init__()
        column = _column(self, theme.px(9))
        self._button = QPushButton(title)
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addWidget(self._button)
        self._make = make
        self._column = column
        self._button.clicked.connect(self.unfold)

    def unfold(self) -> None:
        """Show what is folded away; the focus goes on to what follows."""
        if self._button.hasFocus():
            self.focusNextChild()
        self._button.hide()
        for widget in self._make():
            self._column.addWidget(widget)
            widget.show()


class ExampleView(QWidget):
    """A text to try, and the button that tries it."""

    wanted = Signal(str)

    def __init__(self, example: Example, theme: Theme) -> None:
        """Offer an example."""
        super().__init__()
        column = _column(self, theme.px(8))
        label = TextLabel((Run(example.text, RunStyle.CODE),), theme)
        label.setFont(theme.fixed_font())
        column.addWidget(label)
        button = QPushButton(example.title)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.wanted.emit(example.text))
        column.addWidget(button)


def _radio_style(theme: Theme) -> str:
    """Return how the candidates' buttons look; Fusion's own cannot be seen on the dark ground."""
    roles, px = theme.roles, theme.px
    return (
        f"QRadioButton {{ font-weight: 600; spacing: {px(8)}px; }}"
        f"QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; border-radius: {px(7)}px;"
        f" border: 1px solid {roles.field_line}; background: {roles.surface}; }}"
        f"QRadioButton::indicator:checked {{ width: {px(6)}px; height: {px(6)}px; background: {roles.accent_text};"
        f" border: {px(4)}px solid {roles.accent}; }}"
        f"QRadioButton:focus {{ color: {roles.accent}; }}"
    )


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
