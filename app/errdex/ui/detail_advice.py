"""The advice at the top of a detail page, with the countdown of what is to be waited for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from errdex.ui.detail_blocks import Tone
from errdex.ui.detail_texts import TextLabel, line_label
from errdex.ui.highlight import Run
from errdex.ui.icons import Sign
from errdex.ui.theme import Times
from errdex.wording import instant_of, local_text, utc_text

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from errdex.registry.advice import Retry
    from errdex.ui.detail_blocks import AdviceBanner
    from errdex.ui.theme import Theme


class AdviceView(QWidget):
    """Whether sending again is safe: a sign of its own shape, the word for it, the sentence, and a countdown."""

    def __init__(self, banner: AdviceBanner, theme: Theme) -> None:
        """Show an advice."""
        super().__init__()
        self._theme = theme
        self._ground = QColor(theme.roles.ground(banner.retry))
        reads = banner.reads.sentence if banner.reads else ""
        self.setAccessibleName(f"{banner.title}. {banner.sentence} {reads}".strip())
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(15), px(12), px(15), px(12))
        row.setSpacing(px(13))
        row.addWidget(self._sign(banner.retry, px(30)), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        row.addLayout(column, 1)
        title = line_label(banner.title, theme, "text", semibold=True, scale=14 / 13)
        palette = title.palette()
        palette.setColor(palette.ColorRole.WindowText, QColor(theme.roles.sign(banner.retry)))
        title.setPalette(palette)
        column.addWidget(title)
        column.addWidget(TextLabel((Run(banner.sentence),), theme))
        if banner.reads:
            column.addWidget(self._reads(banner.reads.retry, banner.reads.sentence))
        instant = instant_of(banner.until) if banner.until else None
        if instant is not None:
            column.addWidget(Countdown(instant, theme.roles.sign(banner.retry), theme))
        if banner.ground:
            ground = self.tr("Ground: {0}").format(banner.ground)
            column.addWidget(TextLabel((Run(ground),), theme, Tone.SMALL))

    def _sign(self, retry: Retry, size: int) -> QLabel:
        sign = QLabel()
        colour = self._theme.roles.sign(retry)
        sign.setPixmap(self._theme.icons.pixmap(Sign.of(retry), colour, size, self.devicePixelRatioF()))
        return sign

    def _reads(self, retry: Retry, sentence: str) -> QWidget:
        """Return the line for reads, with their own sign."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(7))
        sign = self._sign(retry, self._theme.px(16))
        sign.setContentsMargins(0, self._theme.px(2), 0, 0)  # Beside the words of the first line, below its leading.
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TextLabel((Run(sentence),), self._theme), 1)
        return line

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        radius = self._theme.px(7)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)


class Countdown(QWidget):
    """How long there is still to wait, second by second, and until when: on the clock here and in UTC."""

    def __init__(self, instant: datetime, colour: str, theme: Theme) -> None:
        """Count down to `instant` while it is seen."""
        super().__init__()
        self._instant = instant
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(3), 0, theme.px(3))
        column.setSpacing(theme.px(2))
        self._left = QLabel()
        self._left.setObjectName("countdown")
        self._left.setTextFormat(Qt.TextFormat.PlainText)
        self._left.setFont(theme.font(18 / 13, semibold=True, tabular=True))
        palette = self._left.palette()
        palette.setColor(palette.ColorRole.WindowText, QColor(colour))
        self._left.setPalette(palette)
        column.addWidget(self._left)
        here = self.tr("{0} here").format(local_text(instant))
        world = self.tr("{0} in UTC").format(utc_text(instant))
        both = (world, here) if theme.times is Times.UTC else (here, world)
        column.addWidget(TextLabel((Run("\n".join(both)),), theme, Tone.SMALL))
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.count)
        self.count()

    def count(self) -> None:
        """Say what is left now; once nothing is, stop."""
        left = (self._instant - datetime.now(UTC)).total_seconds()
        if left > 0:
            self._left.setText(self.tr("{0} left").format(clock_text(int(left))))
        else:
            self._left.setText(self.tr("The wait is over"))
            self._clock.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on counting."""
        super().showEvent(event)
        self._clock.start()
        self.count()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._clock.stop()


def clock_text(seconds: int) -> str:
    """Write a length of time as a clock does: "0:04", "1:02:05", "26:00:00"."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
