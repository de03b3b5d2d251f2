"""The last line of the window: what the registry rests on, that nothing leaves the computer, which error is shown.

And the notice: one sentence in a quiet bar, for what a person should know but need not answer.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from errdex.ui.icons import Sign
from errdex.ui.translate import sentence
from errdex.wording import product_name

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from errdex.registry.model import Product, Revision
    from errdex.ui.theme import Theme

OLD_AFTER_DAYS = 183
"""A document older than six months is said to be."""


class DocumentAge(NamedTuple):
    """Which document stands in the line, and whether it is old."""

    product: Product
    date: str
    old: bool


def age_of(product: Product, revision: Revision, today: date) -> DocumentAge:
    """Return how a product's document stands today; one without a readable date is not called old."""
    try:
        old = (today - date.fromisoformat(revision.date)).days > OLD_AFTER_DAYS
    except ValueError:
        old = False
    return DocumentAge(product, revision.date, old)


class StatusLine(QWidget):
    """One quiet line below everything."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin with what is always so."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told = ""
        """What is said of the documents, whether or not all of it is seen."""
        self._documents = self._label("documents")
        self._documents.setMinimumWidth(1)
        self._private = self._label("private")
        self._place = self._label("place")
        self._private.setText(self.tr("Nothing leaves this computer"))
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._documents)
        self._layout.addWidget(self._private)
        self._layout.addStretch(1)
        self._layout.addWidget(self._place)
        theme.changed.connect(self._measure)
        self._measure()

    def show_documents(self, products: int, age: DocumentAge | None) -> None:
        """Say how many products are known, and how old the document of the one in view is."""
        count = self.tr("1 product") if products == 1 else self.tr("%n products", "", products)
        if age is None:
            self._tell(count)
            return
        words = self.tr("{0} · {1} as of {2}, more than six months old") if age.old else self.tr("{0} · {1} as of {2}")
        self._tell(words.format(count, product_name(age.product, sentence), age.date))

    def show_place(self, current: int, total: int, key: str) -> None:
        """Say which of the found errors is shown (from 1), and which key goes on."""
        if total == 0:
            self._place.setText("")
        elif total == 1:
            self._place.setText(self.tr("1 error"))
        else:
            self._place.setText(self.tr("{0} of {1} errors · {2} next").format(current, total, key))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self, words: str) -> None:
        self._told = words
        self._fit()

    def _fit(self) -> None:
        """Leave out what is always so where there is little room, and end the documents in an ellipsis where less."""
        px, metrics = self._theme.px, self._documents.fontMetrics()
        room = self.width() - 2 * px(14) - px(18) - self._place.sizeHint().width()
        wide = metrics.horizontalAdvance(self._told) + px(4)
        self._private.setVisible(wide + px(18) + self._private.sizeHint().width() <= room)
        shown = self._told if wide <= room else metrics.elidedText(self._told, Qt.TextElideMode.ElideRight, room)
        self._documents.setText(shown)
        self._documents.setToolTip("" if shown == self._told else self._told)
        self._documents.setAccessibleName(self._told)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "status")
        return label

    def _measure(self) -> None:
        px = self._theme.px
        self._layout.setContentsMargins(px(14), 0, px(14), 0)
        self._layout.setSpacing(px(18))
        self.setFixedHeight(px(28))
        self._fit()


class Notice(QWidget):
    """One sentence above the work, with a way to put it away. Takes no room until it is needed."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Stay hidden until there is something to say."""
        super().__init__(parent)
        self._theme = theme
        self._sentences: list[str] = []
        self.setObjectName("notice")
        self.setAccessibleName(self.tr("Notice"))
        self.setProperty("ground", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton(self.tr("Hide"), self)
        close.setAccessibleName(self.tr("Hide the notice"))
        close.clicked.connect(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._sign)
        self._layout.addWidget(self._words, 1)
        self._layout.addWidget(close)
        theme.changed.connect(self._measure)
        self._measure()
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence below those that are still there; said twice, it stands there once."""
        if sentence not in self._sentences:
            self._sentences.append(sentence)
        self._words.setText("\n".join(self._sentences))
        self._draw()
        self.show()

    def text(self) -> str:
        """Return what is said."""
        return "\n".join(self._sentences)

    def _close(self) -> None:
        self._sentences.clear()
        self.hide()
        self.closed.emit()

    def _measure(self) -> None:
        px = self._theme.px
        self._layout.setContentsMargins(px(14), px(6), px(14), px(6))
        self._layout.setSpacing(px(10))
        if self._sentences:
            self._draw()

    def _draw(self) -> None:
        """Draw the sign; not before there is something to say, for drawing loads a library."""
        theme = self._theme
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(theme.icons.pixmap(Sign.CAUTION, theme.roles.wait, theme.px(16), ratio))
